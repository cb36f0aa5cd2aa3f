import type { Aspect } from '../../../suite/plan/types.ts';
import { groupBy } from '../../model/group-by.ts';
import { TALLY_KEYS, type TallyKey, tally } from '../../model/tally.ts';
import type { OperationLine, Report, ResultLine } from '../../model/types.ts';
import { guidePlace, type Pages } from '../../text/guide-place.ts';
import { ASPECTS, TALLY_NAMES, TALLY_SIGNS } from '../../text/words.ts';
import { aspectAnchor, fragment } from '../anchors.ts';
import { html, type Markup } from '../markup.ts';

/** Operation × aspect. Each cell leads to its scenarios and tells the gravest verdict among them. */
export function heatMapSection({ operations, results, pages }: Report): Markup {
  const cells = groupBy(results, ({ operation, aspect }) => aspectAnchor(operation, aspect));
  const rows = [...operations.map((operation) => row(operation, cells, pages))];
  if (results.some(({ operation }) => operation === null)) rows.push(row(null, cells, pages));
  return html`<section id="heat" aria-labelledby="heat-h"><h2 id="heat-h">Operations by aspect</h2>
<p>Each cell tells the gravest verdict of its scenarios and how many of them passed; it leads to them. ${GRAVITY.map((key) => html`<span class="key ${key}">${TALLY_SIGNS[key]} ${TALLY_NAMES[key]}</span> `)}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Table of operations by aspect"><table class="heat"><thead><tr><th scope="col">Operation</th>${ASPECTS.map((aspect) => html`<th scope="col">${aspect}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

const GRAVITY: readonly TallyKey[] = ['failed', 'cantTell', 'untested', 'flaky', 'passed', 'inapplicable'];

function row(operation: OperationLine | null, cells: ReadonlyMap<string, readonly ResultLine[]>, pages: Pages): Markup {
  const name =
    operation === null
      ? html`the service as a whole`
      : html`${operation.name} <span class="muted">${guidePlace(operation.section, pages)}</span>`;
  return html`<tr><th scope="row">${name}</th>${ASPECTS.map((aspect) => cell(operation, aspect, cells.get(aspectAnchor(operation?.id ?? null, aspect)) ?? []))}</tr>`;
}

function cell(operation: OperationLine | null, aspect: Aspect, results: readonly ResultLine[]): Markup {
  if (results.length === 0) return html`<td class="none"><span>·<span class="sr"> no scenario</span></span></td>`;
  const counts = tally(results);
  const gravest = GRAVITY.find((key) => counts[key] > 0) ?? 'untested';
  const told = TALLY_KEYS.filter((key) => counts[key] > 0)
    .map((key) => `${counts[key]} ${TALLY_NAMES[key]}`)
    .join(', ');
  const href = fragment(aspectAnchor(operation?.id ?? null, aspect));
  return html`<td class="${gravest}"><a href="${href}" title="${told}">${TALLY_SIGNS[gravest]} ${counts.passed + counts.flaky}/${results.length}<span class="sr"> ${operation?.name ?? 'the service'}, ${aspect}: ${told}</span></a></td>`;
}
