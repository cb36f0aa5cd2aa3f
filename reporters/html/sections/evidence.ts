import { grouped, plural } from '../../text/words.ts';
import { html, type Markup } from '../markup.ts';
import type { PageIndex } from '../page-index.ts';

/** The exchanges that other places link to and no failure has shown yet. Comes last, when it is known which those are. */
export function evidenceSection(page: PageIndex): Markup {
  const shown = page.report.exchanges.filter(({ seq }) => !page.wasShown(seq)).map(({ seq }) => page.show(seq));
  const left = page.report.exchanges.filter(({ seq }) => !page.wasShown(seq)).length;
  return html`<section id="evidence" aria-labelledby="evidence-h"><h2 id="evidence-h">Evidence</h2>
<p>Of ${plural(page.report.counts.requests, 'request')}, the report holds ${grouped(page.report.exchanges.length)}: those of failures are shown with them, ${grouped(shown.filter((view) => view !== null).length)} others here.${left > 0 && ` ${grouped(left)} more are only in the report file, for want of room.`}</p>
${shown.length > 0 && html`<details><summary>Exchanges</summary>${shown}</details>`}</section>`;
}
