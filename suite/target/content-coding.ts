import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

type Octets = AsyncIterable<Uint8Array>;

/** The codings of Content-Encoding headers in the order applied, in lower case, `identity` left out (RFC 9110 §8.4). */
export function contentCodings(values: readonly string[]): readonly string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

/**
 * The octets with their codings undone. A coding that we do not know leaves them as they are from there on: what they
 * then look like is for the judge to say. A broken encoding throws one of zlib's errors; errors of the source pass.
 */
export function undoCodings(source: Octets, codings: readonly string[]): Octets {
  let octets = source;
  for (const coding of [...codings].reverse()) {
    const create = DECODERS[coding];
    if (create === undefined) break;
    octets = decode(octets, create);
  }
  return octets;
}

const DECODERS: Readonly<Record<string, (firstOctet: number) => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  br: () => createBrotliDecompress(),
  // RFC 9110 §8.4.1.2 means the zlib format; many servers send bare deflate. The first octet tells them apart.
  deflate: (first) => ((first & 0x0f) === 0x08 ? createInflate() : createInflateRaw()),
};

/** An empty body stays empty, whatever its header promises: that is how frameworks answer when there is nothing to say. */
async function* decode(source: Octets, create: (firstOctet: number) => Transform): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  let first = await chunks.next();
  while (first.done !== true && first.value.byteLength === 0) first = await chunks.next();
  if (first.done === true) return;

  const head = first.value;
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield head;
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
    } finally {
      await chunks.return?.();
    }
  }
  const decoder = create(head[0] ?? 0);
  // Errors reach the reader through the decoder, which pipeline() destroys with them.
  pipeline(all, decoder, () => undefined);
  yield* decoder;
}
