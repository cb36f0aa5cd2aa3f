import { shorten } from '../text/visible.ts';
import { exchangeAnchor, fragment } from './anchors.ts';
import { html, type Markup } from './markup.ts';
import type { PageIndex } from './page-index.ts';

/** An exchange named in a line: a link to the place that shows it, or its number when this report does not hold it. */
export function exchangeLink(seq: number, page: PageIndex): Markup {
  const exchange = page.exchanges.get(seq);
  if (exchange === undefined) return html`<span class="muted">#${seq}</span> `;
  const path = exchange.request.url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  return html`<a class="ex" href="${fragment(exchangeAnchor(seq))}"><code>#${seq} ${exchange.request.method} ${shorten(path, 70)}</code></a> `;
}
