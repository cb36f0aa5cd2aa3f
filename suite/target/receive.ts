import { createHash } from 'node:crypto';

export interface Received {
  /** Octets read; the whole body unless `stopped`. */
  readonly size: number;
  readonly sha256: string;
  /** The first octets, at most `keep` of them. */
  readonly kept: Buffer;
  /** True when reading ended at `most` octets and the rest was never seen. */
  readonly stopped: boolean;
}

/** Reads octets to their end, or until more than `most` came; keeps the first `keep` and hashes all that it read. */
export async function receive(octets: AsyncIterable<Uint8Array>, keep: number, most: number): Promise<Received> {
  const hash = createHash('sha256');
  const kept: Uint8Array[] = [];
  let room = keep;
  let size = 0;
  let stopped = false;
  for await (const chunk of octets) {
    size += chunk.byteLength;
    hash.update(chunk);
    if (room > 0) {
      const part = chunk.byteLength > room ? chunk.subarray(0, room) : chunk;
      kept.push(part);
      room -= part.byteLength;
    }
    if (size > most) {
      stopped = true;
      break;
    }
  }
  return { size, sha256: hash.digest('hex'), kept: Buffer.concat(kept), stopped };
}
