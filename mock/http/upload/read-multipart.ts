import { createHash } from 'node:crypto';
import { Busboy, type BusboyInstance } from '@fastify/busboy';
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

/**
 * Reads a multipart form (RFC 1867, RFC 7578) as it arrives and holds none of its files. Throws BrokenForm for what
 * is no complete form, and what the listener throws; the rest of the request is then read and forgotten,
 * because a client that is still sending would not hear the answer.
 */
export async function readMultipart(request: Request, listener: FormListener): Promise<Form> {
  const fields: { name: string; value: string }[] = [];
  const files: ReceivedFile[] = [];
  let octets = 0;
  let failure: unknown;
  let ended = false;
  const attempt = (step: () => void): void => {
    if (failure !== undefined) return;
    try {
      step();
    } catch (error) {
      failure = error;
    }
  };
  const contentType = request.headers.get('content-type') ?? '';
  const parser = openParser(contentType);
  const finished = new Promise<void>((resolve) => {
    parser.on('finish', () => {
      ended = true;
      resolve();
    });
    parser.on('error', (error) => {
      failure ??= new BrokenForm(String(error));
      resolve();
    });
  });
  parser.on('field', (name, value) => {
    attempt(() => {
      fields.push({ name, value });
      listener.field(name, value);
    });
  });
  parser.on('file', (_name, stream, filename) => {
    attempt(() => listener.file(filename ?? ''));
    const hash = createHash('sha256');
    const scan = new ZipScan();
    let size = 0;
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length;
      octets += chunk.length;
      hash.update(chunk);
      attempt(() => {
        listener.progress(octets);
        scan.push(chunk);
      });
    });
    stream.on('end', () => files.push({ filename: filename ?? '', size, sha256: hash.digest('hex'), scan }));
  });
  for await (const chunk of request.body ?? []) {
    if (failure === undefined) await new Promise<void>((resolve) => parser.write(chunk, () => resolve()));
  }
  if (failure === undefined) {
    parser.end();
    await finished;
  }
  if (failure !== undefined) throw failure;
  if (!ended) throw new BrokenForm('the form does not end');
  return { fields, files };
}

function openParser(contentType: string): BusboyInstance {
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw new BrokenForm('no multipart/form-data');
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits: { fields: 32, files: 64, fieldSize: 4096 } });
  } catch {
    throw new BrokenForm('no boundary');
  }
}
