import { html, join, type Markup } from './markup.ts';

/** Colours the parts of XML text: tag names, attribute names, values, comments. Text stays text whatever it holds. */
export function highlightXml(text: string): Markup {
  const pieces = text.match(/<!--[\s\S]*?-->|<[/?!]?[A-Za-z_][^<>]*>|[^<]+|</g) ?? [];
  return join(pieces.map(piece), '');
}

function piece(text: string): Markup {
  if (text.startsWith('<!--')) return html`<i>${text}</i>`;
  const tag = /^(<[/?!]?)([^\s<>/]+)([\s\S]*?)([/?]?>)$/.exec(text);
  if (tag === null) return html`${text}`;
  const [, opening = '', name = '', attributes = '', closing = ''] = tag;
  return html`${opening}<b>${name}</b>${attributesOf(attributes)}${closing}`;
}

function attributesOf(text: string): Markup {
  const pieces = text.match(/[^\s="']+(?=\s*=)|"[^"]*"|'[^']*'|[\s\S]/g) ?? [];
  const runs: Markup[] = [];
  for (const part of pieces) {
    if (/^["']./.test(part)) runs.push(html`<q>${part}</q>`);
    else if (/^[^\s="']+$/.test(part) && part.length > 1) runs.push(html`<u>${part}</u>`);
    else runs.push(html`${part}`);
  }
  return join(runs, '');
}
