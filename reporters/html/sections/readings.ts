import type { ReadingAnswerSeen } from '../../model/run-result.ts';
import { grouped } from '../../text/words.ts';
import { readingAnchor } from '../anchors.ts';
import { exchangeLink } from '../exchange-link.ts';
import { guidePlacesView } from '../guide-places.ts';
import { html, type Markup } from '../markup.ts';
import type { PageIndex } from '../page-index.ts';

/** What the server made of the places where the guide is silent or contradicts itself. */
export function readingsSection(page: PageIndex): Markup {
  const { report } = page;
  return html`<section id="readings" aria-labelledby="readings-h"><h2 id="readings-h">Readings</h2>
<p>Where the guide is silent or contradicts itself, every admissible answer conforms. This is what the server chose.</p>
${
  report.readings.length === 0
    ? html`<p class="muted">No reading came up.</p>`
    : html`<ul class="readings">${report.readings.map(
        ({
          id,
          question,
          sections,
          answers,
          consistent,
        }) => html`<li id="${readingAnchor(id)}" class="${consistent ? '' : 'failed'}"><h3>${question} <span class="muted">${guidePlacesView(sections, report.pages)}· <code>${id}</code></span></h3>
${!consistent && html`<p class="word failed">✗ Not consistent: the server gave ${answers.length} answers where it has to keep to one.</p>`}
${answers.length === 0 ? html`<p class="muted">The question never came up.</p>` : html`<ul>${answers.map((answer) => seen(answer, page))}</ul>`}</li>`,
      )}</ul>`
}</section>`;
}

function seen({ id, text, count, exchanges }: ReadingAnswerSeen, page: PageIndex): Markup {
  const places = exchanges.slice(0, 2).map((seq) => exchangeLink(seq, page));
  return html`<li><strong>${id}</strong>: ${text} <span class="muted">${grouped(count)}×${places.length > 0 && html`, e.g. ${places}`}</span></li>`;
}
