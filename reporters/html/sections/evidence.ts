import type { Report } from '../../model/types.ts';
import { grouped, plural } from '../../text/words.ts';
import { html, type Markup } from '../markup.ts';
import type { PageIndex } from '../page-index.ts';

/** Exchanges shown here that nothing in the page links to. A sample: the report file holds more, the recording all. */
const SAMPLE = 100;

/** The exchanges that other places link to and no failure has shown yet. Comes last, when it is known which those are. */
export function evidenceSection(page: PageIndex): Markup {
  const { exchanges, counts } = page.report;
  const notYet = () => exchanges.map(({ seq }) => seq).filter((seq) => !page.wasShown(seq));
  const linked = linkedFrom(page.report);
  const chosen = [
    ...notYet().filter((seq) => linked.has(seq)),
    ...notYet()
      .filter((seq) => !linked.has(seq))
      .slice(0, SAMPLE),
  ];
  const shown = chosen.map((seq) => ({ seq, view: page.show(seq) })).filter(({ view }) => view !== null);
  const left = notYet().length;
  return html`<section id="evidence" aria-labelledby="evidence-h"><h2 id="evidence-h">Evidence</h2>
<p>Of ${plural(counts.requests, 'request')}, the report holds ${grouped(exchanges.length)}: those of failures are shown with them, ${grouped(shown.length)} others here.${left > 0 && ` ${grouped(left)} more are in the report file.`}</p>
${shown.length > 0 && html`<details><summary>Exchanges</summary>${shown.sort((a, b) => a.seq - b.seq).map(({ view }) => view)}</details>`}</section>`;
}

function linkedFrom({ readings, states, pairs }: Report): ReadonlySet<number> {
  const contradicting = pairs.filter(({ verdict }) => verdict === 'contradicts');
  return new Set([
    ...readings.flatMap(({ answers }) => answers.flatMap((answer) => answer.exchanges.slice(0, 2))),
    ...states.flatMap((cell) => cell.exchanges.slice(0, 2)),
    ...contradicting.slice(0, 50).flatMap((pair) => pair.exchanges.slice(0, 3)),
  ]);
}
