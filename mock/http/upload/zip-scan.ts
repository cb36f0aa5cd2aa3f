import { createHash, type Hash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  /** Hexadecimal, of the unpacked content; null where it was not computed (large deflated entries). */
  readonly md5: string | null;
  /** Unpacked content of an entry small enough to be kept, else null. */
  readonly content: Buffer | null;
}

const LOCAL_HEADER = 0x04034b50;
const HEADER_LENGTH = 30;
const DEFLATED = 8;
/** Octets of an entry that are kept at most: manifests and configurations are far smaller. */
const KEPT = 256 * 1024;

interface Current {
  readonly name: string;
  readonly deflated: boolean;
  readonly hash: Hash;
  readonly keep: boolean;
  readonly pieces: Buffer[];
  left: number;
}

function inflate(bytes: Buffer): Buffer | null {
  try {
    return inflateRawSync(bytes, { maxOutputLength: KEPT });
  } catch {
    return null;
  }
}

function finish({ name, deflated, hash, keep, pieces }: Current): ZipEntry {
  const kept = keep ? Buffer.concat(pieces) : null;
  if (!deflated) return { name, md5: hash.digest('hex'), content: kept };
  const content = kept === null ? null : inflate(kept);
  return { name, md5: content === null ? null : createHash('md5').update(content).digest('hex'), content };
}

/**
 * Reads the entries of a ZIP archive as it comes in, from the local headers, so that no more than one header
 * and a few small entries are ever held. An archive that was written without sizes in its local headers
 * cannot be read this way: it then counts as opaque.
 */
export class ZipScan {
  readonly entries: ZipEntry[] = [];
  /** False as soon as the octets turn out to be no archive that can be read. */
  readable = true;
  #ended = false;
  #head = Buffer.alloc(0);
  #current: Current | null = null;

  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0 && this.readable && !this.#ended) {
      rest = this.#current === null ? this.#header(rest) : this.#data(this.#current, rest);
    }
  }

  #header(chunk: Buffer): Buffer {
    const head = Buffer.concat([this.#head, chunk]);
    this.#head = Buffer.alloc(0);
    if (head.length >= 4 && head.readUInt32LE(0) !== LOCAL_HEADER) {
      if (this.entries.length === 0) this.readable = false;
      this.#ended = true;
      return Buffer.alloc(0);
    }
    const length = head.length < HEADER_LENGTH ? null : HEADER_LENGTH + head.readUInt16LE(26) + head.readUInt16LE(28);
    if (length === null || head.length < length) {
      this.#head = head;
      return Buffer.alloc(0);
    }
    const left = head.readUInt32LE(18);
    const sizesFollow = (head.readUInt16LE(6) & 8) !== 0;
    if (sizesFollow || left === 0xffffffff) {
      this.readable = false;
      return Buffer.alloc(0);
    }
    const name = head.subarray(HEADER_LENGTH, HEADER_LENGTH + head.readUInt16LE(26)).toString('utf8');
    const deflated = head.readUInt16LE(8) === DEFLATED;
    this.#current = { name, deflated, hash: createHash('md5'), keep: left <= KEPT, pieces: [], left };
    return this.#data(this.#current, head.subarray(length));
  }

  #data(current: Current, chunk: Buffer): Buffer {
    const piece = chunk.subarray(0, current.left);
    current.left -= piece.length;
    if (!current.deflated) current.hash.update(piece);
    if (current.keep) current.pieces.push(Buffer.from(piece));
    if (current.left === 0) {
      this.entries.push(finish(current));
      this.#current = null;
    }
    return chunk.subarray(piece.length);
  }

  /** The last entry is whole. */
  get complete(): boolean {
    return this.#current === null;
  }
}
