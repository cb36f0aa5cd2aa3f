import { groupBy } from '../../model/group-by.ts';
import { CLASS_ORDER, TALLY_KEYS, tally, tallyKey } from '../../model/tally.ts';
import type { Report, ResultLine } from '../../model/types.ts';
import { guidePlace } from '../../text/guide-place.ts';
import { ASPECTS, CLASS_NAMES, duration, grouped, TALLY_NAMES, TALLY_SIGNS } from '../../text/words.ts';
import { aspectAnchor, scenarioAnchor } from '../anchors.ts';
import { html, type Markup } from '../markup.ts';

/**
 * Every scenario, grouped by operation and aspect. Rows are kept short (closing tags that HTML lets one leave out are
 * left out), since there may be ten thousand; the script adds the details of a row when it is opened.
 */
export function scenariosSection(report: Report): Markup {
  const groups = groupBy(orderedResults(report), ({ operation }) => operation);
  const names = new Map(
    report.operations.map(({ id, name, section }) => [id, `${name} (${guidePlace(section, report.pages)})`]),
  );
  return html`<section id="scenarios" aria-labelledby="scenarios-h"><h2 id="scenarios-h">Scenarios</h2>
${filters(report)}
${[...groups].map(([operation, results]) => {
  const counts = tally(results);
  const told = TALLY_KEYS.filter((key) => counts[key] > 0).map(
    (key) => html` <span class="word ${key}">${TALLY_SIGNS[key]} ${grouped(counts[key])} ${TALLY_NAMES[key]}</span>`,
  );
  return html`<details class="group"><summary>${operation === null ? 'The service as a whole' : (names.get(operation) ?? operation)} <span class="muted">${grouped(results.length)}</span>${told}</summary><div class="cv"><table><thead><tr><th scope="col">Verdict<th scope="col">Scenario<th scope="col">Class<th scope="col" class="num">Time</thead>${[
    ...groupBy(results, ({ aspect }) => aspect),
  ].map(
    ([aspect, rows]) =>
      html`<tbody id="${aspectAnchor(operation, aspect)}" data-a="${aspect}"><tr class="a"><th colspan="4" scope="rowgroup">${aspect}${rows.map(row)}</tbody>`,
  )}</table></div></details>`;
})}</section>`;
}

/** The order in which rows stand in the page, and their details in the data block. */
export function orderedResults({ operations, results }: Report): ResultLine[] {
  const place = new Map<string | null, number>([
    ...operations.map(({ id }, index): [string, number] => [id, index]),
    [null, operations.length],
  ]);
  return results.toSorted(
    (a, b) =>
      (place.get(a.operation) ?? -1) - (place.get(b.operation) ?? -1) ||
      ASPECTS.indexOf(a.aspect) - ASPECTS.indexOf(b.aspect),
  );
}

function row(result: ResultLine): Markup {
  const { id, title, verdict, elapsedMs } = result;
  const key = tallyKey(verdict);
  const [finding] = verdict.outcome === 'failed' ? verdict.findings : [];
  const why =
    finding !== undefined
      ? html`<br><span class="why">expected ${finding.expected.slice(0, 160)}, got ${finding.actual.slice(0, 160)}</span>`
      : 'reason' in verdict && html`<br><span class="why">${verdict.reason.slice(0, 200)}</span>`;
  return html`<tr id="${scenarioAnchor(id)}" class="${key}"><td>${TALLY_SIGNS[key]} ${TALLY_NAMES[key]}<td><a href="#${scenarioAnchor(id)}">${id}</a> ${title}${why}<td>${CLASS_NAMES[result.class]}<td>${elapsedMs > 0 && duration(elapsedMs)}`;
}

function filters({ counts, classes }: Report): Markup {
  return html`<div class="filters" role="search" aria-label="Scenarios" hidden><label>Search <input type="search" id="q" autocomplete="off" spellcheck="false" placeholder="id, title, reason"></label>
<fieldset><legend>Verdict</legend>${TALLY_KEYS.filter((key) => counts[key] > 0).map((key) => html`<label class="chip ${key}"><input type="checkbox" name="v" value="${key}" checked> ${TALLY_SIGNS[key]} ${TALLY_NAMES[key]}</label>`)}</fieldset>
<label>Aspect <select id="a"><option value="">all</option>${ASPECTS.map((aspect) => html`<option>${aspect}</option>`)}</select></label>
<label>Class <select id="k"><option value="">all</option>${CLASS_ORDER.filter((name) => classes.some((line) => line.class === name && TALLY_KEYS.some((key) => line[key] > 0))).map((name) => html`<option>${CLASS_NAMES[name]}</option>`)}</select></label>
<button type="button" id="open">Open all</button> <output id="shown" aria-live="polite"></output></div>`;
}
