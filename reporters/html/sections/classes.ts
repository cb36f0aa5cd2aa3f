import { TALLY_KEYS } from '../../model/tally.ts';
import type { Report, Tally } from '../../model/types.ts';
import { CLASS_NAMES, grouped, TALLY_NAMES } from '../../text/words.ts';
import { html, type Markup } from '../markup.ts';

/** A line per conformance class, with a bar of its verdicts. Widths are attributes, since the page admits no inline style. */
export function classesSection({ classes }: Report): Markup {
  return html`<section id="classes" aria-labelledby="classes-h"><h2 id="classes-h">Conformance classes</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Table of conformance classes"><table class="classes"><thead><tr><th scope="col">Class</th><th scope="col">Verdicts</th>${TALLY_KEYS.map((key) => html`<th scope="col" class="num">${TALLY_NAMES[key]}</th>`)}</tr></thead>
<tbody>${classes.map(
    (line) =>
      html`<tr><th scope="row">${CLASS_NAMES[line.class]}</th><td>${bar(line)}</td>${TALLY_KEYS.map(
        (key) => html`<td class="num ${line[key] > 0 ? key : 'zero'}">${grouped(line[key])}</td>`,
      )}</tr>`,
  )}</tbody></table></div></section>`;
}

function bar(line: Tally): Markup {
  const total = TALLY_KEYS.reduce((sum, key) => sum + line[key], 0);
  if (total === 0) return html`<span class="muted">no scenario</span>`;
  let x = 0;
  const parts = TALLY_KEYS.filter((key) => line[key] > 0).map((key) => {
    // Never less than two units: one failure among thousands must be seen.
    const width = Math.max(2, (line[key] / total) * 200);
    const part = html`<rect class="${key}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="12"></rect>`;
    x += width;
    return part;
  });
  const told = TALLY_KEYS.filter((key) => line[key] > 0).map((key) => `${line[key]} ${TALLY_NAMES[key]}`);
  return html`<svg class="bar" viewBox="0 0 ${x.toFixed(1)} 12" preserveAspectRatio="none" role="img" aria-label="${told.join(', ')}">${parts}</svg>`;
}
