import { groupBy } from '../../model/group-by.ts';
import type { StateVerdict } from '../../model/run-result.ts';
import { guidePlace } from '../../text/guide-place.ts';
import { plural, STATE_SIGNS, STATE_WORDS } from '../../text/words.ts';
import { cellAnchor } from '../anchors.ts';
import { exchangeLink } from '../exchange-link.ts';
import { html, type Markup } from '../markup.ts';
import type { PageIndex } from '../page-index.ts';
import { stateDiagram } from './state-diagram.ts';

const VERDICTS = Object.keys(STATE_WORDS) as StateVerdict[];

/** The state machine as proven: a diagram, the same as a table with reasons, and the pairs of successive actions. */
export function lifeCycleSection(page: PageIndex): Markup {
  const { report } = page;
  const { states } = report;
  if (states.length === 0)
    return html`<section id="life-cycle" aria-labelledby="life-cycle-h"><h2 id="life-cycle-h">Life cycle of a VM</h2><p class="muted">The life cycle was not tested.</p></section>`;
  return html`<section id="life-cycle" aria-labelledby="life-cycle-h"><h2 id="life-cycle-h">Life cycle of a VM</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Diagram of the life cycle">${stateDiagram(report)}</div>
<ul class="legend">${VERDICTS.filter((verdict) => states.some((cell) => cell.verdict === verdict)).map((verdict) => html`<li class="word ${verdict}">${STATE_SIGNS[verdict]} ${STATE_WORDS[verdict]}</li>`)}</ul>
<details><summary>Every state and action, with reason and evidence</summary><div class="scroll" tabindex="0" role="region" aria-label="States and actions"><table><thead><tr><th scope="col">State</th><th scope="col">Action</th><th scope="col">Proven</th><th scope="col">Guide</th><th scope="col">Reason</th><th scope="col">Evidence</th></tr></thead>
<tbody>${states.map(
    (cell) =>
      html`<tr id="${cellAnchor(cell.state, cell.action)}"><td>${cell.state}</td><th scope="row">${cell.action}${cell.to !== null && cell.to !== cell.state && html` <span class="muted">→ ${cell.to}</span>`}</th><td class="word ${cell.verdict}">${STATE_SIGNS[cell.verdict]} ${STATE_WORDS[cell.verdict]}</td><td class="place">${guidePlace(cell.section, report.pages)}</td><td>${cell.reason}</td><td>${cell.exchanges.slice(0, 2).map((seq) => exchangeLink(seq, page))}</td></tr>`,
  )}</tbody></table></div></details>
${pairs(page)}</section>`;
}

function pairs(page: PageIndex): Markup | null {
  const { report } = page;
  if (report.pairs.length === 0) return null;
  const bad = report.pairs.filter(({ verdict }) => verdict === 'contradicts');
  const counts = VERDICTS.map(
    (verdict) => [verdict, report.pairs.filter((pair) => pair.verdict === verdict).length] as const,
  ).filter(([, count]) => count > 0);
  const blocks = [...groupBy(report.pairs, ({ from }) => from)].map(([from, cells]) => {
    const seconds = [...new Set(cells.map(({ second }) => second))];
    return html`<h4>From ${from}</h4><div class="scroll" tabindex="0" role="region" aria-label="Pairs of actions from ${from}"><table class="pairs"><thead><tr><th scope="col">first, then</th>${seconds.map((second) => html`<th scope="col">${second}</th>`)}</tr></thead><tbody>${[
      ...groupBy(cells, ({ first }) => first),
    ].map(
      ([first, row]) =>
        html`<tr><th scope="row">${first}</th>${seconds.map((second) => {
          const cell = row.find((candidate) => candidate.second === second);
          return cell === undefined
            ? html`<td></td>`
            : html`<td class="word ${cell.verdict}" title="${STATE_WORDS[cell.verdict]}">${STATE_SIGNS[cell.verdict]}<span class="sr"> ${STATE_WORDS[cell.verdict]}</span></td>`;
        })}</tr>`,
    )}</tbody></table></div>`;
  });
  return html`<h3>Two actions in a row</h3><p>${plural(report.pairs.length, 'pair')}: ${counts.map(([verdict, count], index) => html`${index > 0 && ', '}<span class="word ${verdict}">${STATE_SIGNS[verdict]} ${count} ${STATE_WORDS[verdict]}</span>`)}.</p>
${bad.length > 0 && html`<ul>${bad.slice(0, 50).map(({ from, first, second, exchanges }) => html`<li>from ${from}: ${first}, then ${second} ${exchanges.slice(0, 3).map((seq) => exchangeLink(seq, page))}</li>`)}</ul>`}
<details><summary>Every pair</summary>${blocks}</details>`;
}
