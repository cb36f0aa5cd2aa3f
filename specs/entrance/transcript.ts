import { keptOctets, reportBody } from '../../reporters/model/reported-body.ts';
import { shorten, visible, visibleLine } from '../../reporters/text/visible.ts';
import type { Body, Exchange } from '../../suite/evidence/types.ts';

/** Octets of one body, and characters of all exchanges together, that a person is shown. */
const LONGEST_BODY = 4096;
const LONGEST_TEXT = 128 * 1024;

/** One line: number, step, request, answer. */
export function exchangeTitle({ seq, step, request, response, failure }: Exchange): string {
  const answer = response === null ? (failure?.kind ?? 'no answer') : String(response.status);
  return shorten(visibleLine(`#${seq} ${step} ${request.method} ${new URL(request.url).pathname} → ${answer}`), 200);
}

/** A request and its answer as they went over the line, bounded, with every hidden character shown. */
export function exchangeText(exchange: Exchange): string {
  const { request, response, failure, principal, startedAt, elapsedMs } = exchange;
  const answer =
    response === null
      ? [`no answer: ${failure?.message ?? 'the reason is not known'}`]
      : [`${response.status} ${response.reason}`, ...headerLines(response.headers), ...bodyLines(response.body)];
  return visible(
    [
      `${request.method} ${request.url}   (${principal}, ${startedAt}, ${elapsedMs} ms)`,
      ...headerLines(request.headers),
      ...bodyLines(request.body),
      '',
      ...answer,
      '',
    ].join('\n'),
  );
}

/** All exchanges of a scenario in one text. */
export function transcript(exchanges: readonly Exchange[]): string {
  const texts: string[] = [];
  let length = 0;
  for (const [index, exchange] of exchanges.entries()) {
    const text = `${exchangeTitle(exchange)}\n\n${exchangeText(exchange)}`;
    length += text.length;
    if (length > LONGEST_TEXT) {
      texts.push(`… and ${exchanges.length - index} more exchanges in the report\n`);
      break;
    }
    texts.push(text);
  }
  return texts.join('\n────────\n');
}

function headerLines(headers: readonly (readonly [string, string])[]): string[] {
  return headers.map(([name, value]) => `${name}: ${value}`);
}

function bodyLines(body: Body | null): string[] {
  if (body === null || body.size === 0) return [];
  const kept = reportBody(body, LONGEST_BODY);
  const cut = kept.truncated ? [`… ${body.size} octets in all, SHA-256 ${body.sha256}`] : [];
  if (kept.encoding === 'utf-8') return ['', kept.text, ...cut];
  return ['', `(not UTF-8; base64) ${keptOctets(kept).toString('base64')}`, ...cut];
}
