import { createHash } from 'node:crypto';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { ZipScan } from './zip-scan.ts';

export interface ReceivedFile {
  readonly filename: string;
  readonly size: number;
  readonly sha256: string;
  /** Entries of a ZIP archive, or null for anything else. */
  readonly scan: ZipScan;
}

export interface Form {
  /** In the order in which they came. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  readonly files: readonly ReceivedFile[];
}

export interface FormListener {
  /** Called for each field; may throw to refuse the form. */
  field(name: string, value: string): void;
  /** Called when a file begins; may throw to refuse the form. */
  file(filename: string): void;
  /** Called with the octets received so far, of all files; may throw to refuse the form. */
  progress(octets: number): void;
}

export class BrokenForm extends Error {}

/** One form on its way in. The first thing that goes wrong decides; what comes after it is not looked at. */
class Reader {
  readonly fields: { name: string; value: string }[] = [];
  readonly files: ReceivedFile[] = [];
  readonly #listener: FormListener;
  readonly #parser: BusboyInstance;
  /** Settles when the parser has seen the end of the form, or has given up. */
  readonly #finished: Promise<void>;
  #octets = 0;
  #failure: unknown;

  constructor(contentType: string, listener: FormListener) {
    this.#listener = listener;
    this.#parser = openParser(contentType);
    this.#finished = new Promise((resolve) => {
      this.#parser.on('finish', () => resolve());
      this.#parser.on('error', (error) => {
        this.#fail(error);
        resolve();
      });
    });
    this.#parser.on('field', (name, value) => {
      this.fields.push({ name, value });
      this.#attempt(() => listener.field(name, value));
    });
    this.#parser.on('file', (_field, stream, filename) => this.#receive(stream, filename ?? ''));
  }

  get failure(): unknown {
    return this.#failure;
  }

  async write(chunk: Uint8Array): Promise<void> {
    const written = new Promise<void>((resolve) => this.#parser.write(chunk, () => resolve()));
    await Promise.race([written, this.#finished]);
  }

  async end(): Promise<void> {
    this.#parser.end();
    await this.#finished;
  }

  #receive(stream: BusboyFileStream, filename: string): void {
    this.#attempt(() => this.#listener.file(filename));
    const hash = createHash('sha256');
    const scan = new ZipScan();
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      this.#octets += chunk.length;
      this.#attempt(() => {
        this.#listener.progress(this.#octets);
        hash.update(chunk);
        scan.push(chunk);
      });
    });
    stream.on('error', (error) => this.#fail(error));
    stream.on('end', () => this.files.push({ filename, size, sha256: hash.digest('hex'), scan }));
  }

  #attempt(step: () => void): void {
    if (this.#failure !== undefined) return;
    try {
      step();
    } catch (error) {
      this.#failure = error;
    }
  }

  #fail(error: unknown): void {
    this.#failure ??= new BrokenForm(String(error));
  }
}

/**
 * Reads a multipart form (RFC 1867, RFC 7578) as it arrives and holds none of its files. Throws BrokenForm for what
 * is no complete form, and what the listener throws; the rest of the request is then read and forgotten,
 * because a client that is still sending would not hear the answer.
 */
export async function readMultipart(request: Request, listener: FormListener): Promise<Form> {
  const reader = new Reader(request.headers.get('content-type') ?? '', listener);
  try {
    for await (const chunk of request.body ?? []) {
      if (reader.failure === undefined) await reader.write(chunk);
    }
  } catch (error) {
    throw new BrokenForm(`the request broke off, ${String(error)}`);
  }
  if (reader.failure === undefined) await reader.end();
  if (reader.failure !== undefined) throw reader.failure;
  return { fields: reader.fields, files: reader.files };
}

function openParser(contentType: string): BusboyInstance {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw new BrokenForm('no multipart/form-data');
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: { fields: 32, files: 64, fieldSize: 4096 } });
  } catch {
    throw new BrokenForm('no boundary');
  }
}
