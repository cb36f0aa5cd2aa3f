import { bodyText } from '../suite/evidence/body.ts';
import type { Exchange } from '../suite/evidence/types.ts';

/** Characters of a body that are shown. */
const SHOWN = 1200;

const indented = (text: string): string => text.replace(/^/gm, '    | ');
const cut = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** An exchange as plain text: request and response with their bodies. */
export function exchangeText({ request, response, failure }: Exchange): string {
  const headers = (list: readonly (readonly [string, string])[]): readonly string[] =>
    list.map(([name, value]) => `${name}: ${value}`);
  const lines = [
    `${request.method} ${request.url}`,
    ...headers(request.headers),
    ...(request.body === null ? [] : ['', cut(bodyText(request.body))]),
    '',
    ...(response === null
      ? [`no answer: ${failure?.message ?? 'no reason known'}`]
      : [`${response.status} ${response.reason}`, ...headers(response.headers), '', cut(bodyText(response.body))]),
  ];
  return indented(lines.join('\n').trimEnd());
}
