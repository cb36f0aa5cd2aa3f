import { bodyBytes } from '../evidence/body.ts';
import type { Exchange, RecordedRequest } from '../evidence/types.ts';

export interface CurlOptions {
  /** PEM file of the authority to trust, as `tls.ca` of the target file. */
  readonly cacert?: string;
  /** True when the target is not to be verified. */
  readonly insecure?: boolean;
}

/** Headers that curl sets by itself, and rightly. */
const CURLS_OWN = new Set(['host', 'content-length', 'connection']);
/** A longer body would not be repeated from a command line. */
const LONGEST_BODY = 64 * 1024;

/**
 * A line for a POSIX shell that repeats the request with curl. Secrets are variables, to be exported before; everything
 * else stands in single quotes, where a shell expands nothing.
 */
export function curlFor(exchange: Pick<Exchange, 'request' | 'principal'>, options: CurlOptions = {}): string {
  const { request } = exchange;
  const quote = quoter(request);
  const host = sentHeader(request, 'host');
  const authorization = sentHeader(request, 'authorization');
  // The transport records the credentials of a principal as `Basic user:$NAME`; what a scenario made up is no principal's.
  const basic = exchange.principal !== 'anonymous' && /^Basic [^:]*:/.test(authorization ?? '');

  const words = ['curl', '-sS', '-i', '--globoff', '--path-as-is'];
  if (request.method === 'HEAD') words.push('--head');
  else words.push('-X', literally(request.method));
  if (options.cacert !== undefined) words.push('--cacert', literally(options.cacert));
  if (options.insecure === true) words.push('--insecure');
  if (basic) words.push('-u', quote((authorization ?? '').slice('Basic '.length)));
  for (const [name, value] of request.headers) {
    const lower = name.toLowerCase();
    if (CURLS_OWN.has(lower) || (basic && lower === 'authorization')) continue;
    // A header without a value is written with a semicolon, or curl would leave it out.
    words.push('-H', quote(value === '' ? `${name};` : `${name}: ${value}`));
  }
  if (host !== undefined && host !== new URL(request.url).host) words.push('-H', quote(`Host: ${host}`));

  const { before, after } = bodyWords(request);
  return [...before, ...words, ...after(literally(request.url))].join(' ');
}

/** A word that the shell takes as it is. */
function literally(text: string): string {
  return /^[A-Za-z0-9_./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * Quotes a word of our own making, so that the shell puts in the secrets. Never used for the URL: a server could hand
 * out a link with the name of a variable in it.
 */
function quoter(request: RecordedRequest): (word: string) => string {
  const names = [...(request.placeholders ?? [])].sort((a, b) => b.length - a.length);
  if (names.length === 0) return literally;
  const variable = new RegExp(`\\$(${names.join('|')})`);
  return (word) =>
    word
      .split(variable)
      .map((part, i) => (i % 2 === 1 ? `"$${part}"` : part === '' ? '' : literally(part)))
      .join('');
}

function sentHeader(request: RecordedRequest, name: string): string | undefined {
  return request.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** How the body comes to curl: as an argument where it is short text, else through a pipe. */
function bodyWords(request: RecordedRequest): {
  readonly before: readonly string[];
  readonly after: (url: string) => readonly string[];
} {
  const { body } = request;
  const typeless = sentHeader(request, 'content-type') === undefined ? ['-H', "'Content-Type:'"] : [];
  if (body === null) {
    const announced = sentHeader(request, 'content-length') !== undefined;
    return { before: [], after: (url) => (announced ? ['-H', "'Content-Length: 0'", url] : [url]) };
  }
  if (body.truncated || body.size > LONGEST_BODY) {
    const note = `# body: ${body.size} octets, sha256 ${body.sha256}`;
    return { before: [], after: (url) => [...typeless, '-H', "'Expect:'", '--data-binary', '@body', url, note] };
  }
  const bytes = bodyBytes(body);
  const text = bytes.toString('utf8');
  // An argument cannot hold a NUL, and one that begins with @ would name a file.
  const plain = Buffer.from(text, 'utf8').equals(bytes) && !text.includes('\0') && !text.startsWith('@');
  if (plain) return { before: [], after: (url) => [...typeless, '--data-binary', literally(text), url] };
  const before = ['printf', '%s', `'${body.base64}'`, '|', 'base64', '-d', '|'];
  return { before, after: (url) => [...typeless, '--data-binary', '@-', url] };
}
