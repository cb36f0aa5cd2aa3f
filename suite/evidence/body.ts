import { createHash } from 'node:crypto';
import type { Body, RecordedResponse } from './types.ts';

/** The octets that were kept of a body; shorter than `size` when it was cut. */
export function bodyBytes(body: Body): Buffer {
  return Buffer.from(body.base64, 'base64');
}

/** The kept octets as text. An unknown charset is read as UTF-8; octets that it cannot hold become U+FFFD. */
export function bodyText(body: Body, charset = 'utf-8'): string {
  const bytes = bodyBytes(body);
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

/** The octets as a record of them, cut after `limit` octets. */
export function toBody(bytes: Uint8Array, limit = Number.POSITIVE_INFINITY): Body {
  const kept = bytes.byteLength > limit ? bytes.subarray(0, limit) : bytes;
  return {
    size: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    base64: Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength).toString('base64'),
    truncated: kept.byteLength < bytes.byteLength,
  };
}

type WithHeaders = Pick<RecordedResponse, 'headers'>;

/** Every value of a header, in the order received; names compare without regard to case (RFC 9110 §5.1). */
export function headerValues(response: WithHeaders, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return response.headers.filter(([key]) => key.toLowerCase() === wanted).map(([, value]) => value);
}

/** The first value of a header, or undefined when it was not sent. */
export function header(response: WithHeaders, name: string): string | undefined {
  return headerValues(response, name)[0];
}

/** The media type without parameters, in lower case, e.g. `application/xml`. */
export function mediaTypeOf(response: WithHeaders): string | undefined {
  const type = header(response, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  return type === '' ? undefined : type;
}

/** The charset parameter of Content-Type, unquoted, as sent; undefined when there is none. */
export function charsetOf(response: WithHeaders): string | undefined {
  const match = /;\s*charset\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(header(response, 'content-type') ?? '');
  return match?.[1] ?? match?.[2];
}
