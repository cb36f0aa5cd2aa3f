import { keptOctets } from '../model/reported-body.ts';
import type { ReportedBody, ReportedExchange } from '../model/types.ts';
import { shellWord } from './shell-word.ts';
import { hasHidden } from './visible.ts';

/** Headers that curl computes itself, or that belong to the connection and not to the request. */
const COMPUTED: ReadonlySet<string> = new Set([
  'host',
  'content-length',
  'connection',
  'transfer-encoding',
  'keep-alive',
  'expect',
  'accept-encoding',
]);

/**
 * A command of a POSIX shell that sends the recorded request again. Secrets are read from the environment: they stand
 * in it as `$NAME`. Octets that a terminal would not show as they are, are given in base64.
 */
export function curlLine({ request }: ReportedExchange): string {
  const names = request.placeholders ?? [];
  const words = ['curl', '-sS', '-i', '-g', '--path-as-is'];
  if (request.method === 'HEAD') words.push('-I');
  else if (request.method !== 'GET' || request.body !== null) words.push('-X', shellWord(request.method));
  const given = new Set(request.headers.map(([name]) => name.toLowerCase()));
  for (const [name, value] of request.headers) {
    const basic = name.toLowerCase() === 'authorization' ? /^Basic ([^:]*:.*)$/s.exec(value)?.[1] : undefined;
    if (basic !== undefined) words.push('-u', shellWord(basic, names));
    else if (!COMPUTED.has(name.toLowerCase()))
      words.push('-H', shellWord(value === '' ? `${name};` : `${name}: ${value}`, names));
  }
  // What curl would add on its own and the recorded request did not have.
  for (const name of ['Accept', 'User-Agent', ...(request.body === null ? [] : ['Content-Type'])]) {
    if (!given.has(name.toLowerCase())) words.push('-H', shellWord(`${name}:`));
  }
  const body = request.body;
  if (body === null) return [...words, shellWord(request.url)].join(' ');
  if (isPlain(body)) return [...words, '--data-binary', shellWord(body.text, names), shellWord(request.url)].join(' ');
  return `printf %s ${keptOctets(body).toString('base64')} | base64 -d | ${[...words, '--data-binary', '@-', shellWord(request.url)].join(' ')}`;
}

/** Why the command does not send exactly what was sent; null when it does. */
export function curlCaveat({ request }: ReportedExchange): string | null {
  const body = request.body;
  return body?.truncated === true
    ? `the body of ${body.size} octets is cut in this report: the command sends its first ${keptOctets(body).length}`
    : null;
}

/** Fit to stand in quotes. A leading `@` would name a file to curl. */
function isPlain(body: ReportedBody): boolean {
  return (
    body.encoding === 'utf-8' &&
    !hasHidden(body.text) &&
    !body.text.includes('\t') &&
    !body.text.startsWith('@') &&
    body.text.length <= 8192
  );
}
