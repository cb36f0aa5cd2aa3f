import { gzipSync } from 'node:zlib';
import type { Dialect } from '../dialect/dialect.ts';
import { encodingName } from '../dialect/encoding.ts';
import { serialize } from '../dialect/serialize.ts';
import type { XmlNode } from '../dialect/xml-node.ts';
import { challenge } from './credentials.ts';
import { NO_BODY, type Outgoing } from './outgoing.ts';

interface Letter {
  readonly status: number;
  readonly code: string | null;
  readonly document?: XmlNode | null;
  readonly location?: string;
  /** Methods for the Allow header of a 405 answer (RFC 9110 §15.5.6). */
  readonly allow?: readonly string[];
}

/** Puts an answer into its envelope: status, headers and octets in this dialect. */
export function envelope(letter: Letter, dialect: Dialect, accepts: string | null): Outgoing {
  const { status, code, document = null, location, allow } = letter;
  const headers: (readonly [string, string])[] = [];
  let body = NO_BODY;
  if (document !== null) {
    body = serialize(document, dialect);
    const type = dialect.contentType.replace('{charset}', encodingName(dialect.encoding));
    if (type !== '') headers.push(['Content-Type', type]);
  }
  if (document === null && status === 200 && code === null && dialect.doneBody === 'text') {
    body = Buffer.from('OK\n');
    headers.push(['Content-Type', 'text/plain']);
  }
  if (location !== undefined) headers.push(['Location', location]);
  if (allow !== undefined) headers.push(['Allow', allow.join(', ')]);
  if (status === 401 && dialect.realm !== null) headers.push(['WWW-Authenticate', challenge(dialect)]);
  if (code === 'ServerBusy' && dialect.retryAfter !== null) headers.push(['Retry-After', String(dialect.retryAfter)]);
  if (dialect.gzip && body.length > 0 && /\bgzip\b/.test(accepts ?? '')) {
    body = gzipSync(body);
    headers.push(['Content-Encoding', 'gzip'], ['Vary', 'Accept-Encoding']);
  }
  if (dialect.transfer === 'chunked' && body.length > 0) headers.push(['Transfer-Encoding', 'chunked']);
  else headers.push(['Content-Length', String(body.length)]);
  if (dialect.connection === 'close') headers.push(['Connection', 'close']);
  headers.push(...dialect.headers);
  return { status, headers, body };
}
