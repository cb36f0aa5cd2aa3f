import type { CodeResult } from '../../model/run-result.ts';
import type { Report } from '../../model/types.ts';
import { guidePlace } from '../../text/guide-place.ts';
import { plural, TALLY_NAMES, TALLY_SIGNS } from '../../text/words.ts';
import { fragment, scenarioAnchor } from '../anchors.ts';
import { html, type Markup } from '../markup.ts';

/** Scenarios that one row links to. */
const LINKED = 15;

/** Every registered error code: whether it was seen, and how it was provoked. */
export function codesSection({ codes, pages }: Report): Markup {
  const count = (...outcomes: readonly CodeResult['outcome'][]) =>
    codes.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const [well, badly] = [count('passed'), count('failed')];
  return html`<section id="codes" aria-labelledby="codes-h"><h2 id="codes-h">Error codes</h2>
<p>Of the ${codes.length} registered codes, <span class="word passed">✓ ${well} were provoked and came as they should</span>${badly > 0 && html`, <span class="word failed">✗ ${badly} did not</span>`}; ${codes.length - well - badly} were not provoked, each for the reason that its row gives.</p>
<div class="scroll tall" tabindex="0" role="region" aria-label="Table of error codes"><table class="codes"><thead><tr><th scope="col">Code</th><th scope="col">Guide</th><th scope="col" class="num">Status</th><th scope="col">Outcome</th><th scope="col">How it is provoked</th><th scope="col">Scenarios</th></tr></thead>
<tbody>${codes.map(
    (line) =>
      html`<tr><th scope="row"><code>${line.code}</code></th><td class="place">${guidePlace(line.section, pages)}</td><td class="num">${line.status}</td><td class="${line.outcome} word">${TALLY_SIGNS[line.outcome]} ${line.outcome === 'inapplicable' ? 'not provoked' : TALLY_NAMES[line.outcome]}</td><td>${line.how}${line.reason !== undefined && html` <span class="muted">(${line.reason})</span>`}</td><td>${scenarios(line)}</td></tr>`,
  )}</tbody></table></div></section>`;
}

function scenarios({ code, scenarios: ids }: CodeResult): Markup {
  if (ids.length === 0) return html`<span class="muted">none</span>`;
  const more = ids.length - LINKED;
  return html`<details><summary>${ids.length}<span class="sr"> ${ids.length === 1 ? 'scenario' : 'scenarios'} for ${code}</span></summary><ul>${ids.slice(0, LINKED).map((id) => html`<li><a href="${fragment(scenarioAnchor(id))}">${id}</a></li>`)}${more > 0 && html`<li>and ${plural(more, 'other')}</li>`}</ul></details>`;
}
