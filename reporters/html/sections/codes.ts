import type { Report } from '../../model/types.ts';
import { guidePlace } from '../../text/guide-place.ts';
import { TALLY_NAMES, TALLY_SIGNS } from '../../text/words.ts';
import { fragment, scenarioAnchor } from '../anchors.ts';
import { html, type Markup } from '../markup.ts';

/** Every registered error code: whether it was seen, and how it was provoked. */
export function codesSection({ codes, pages }: Report): Markup {
  const proven = codes.filter(({ outcome }) => outcome === 'passed').length;
  return html`<section id="codes" aria-labelledby="codes-h"><h2 id="codes-h">Error codes</h2>
<p>${proven} of the ${codes.length} registered codes were provoked and came as they should.</p>
<div class="scroll tall" tabindex="0" role="region" aria-label="Table of error codes"><table class="codes"><thead><tr><th scope="col">Code</th><th scope="col">Guide</th><th scope="col" class="num">Status</th><th scope="col">Outcome</th><th scope="col">How</th><th scope="col">Scenarios</th></tr></thead>
<tbody>${codes.map(({ code, section, status, outcome, how, reason, scenarios }) => {
    const [first] = scenarios;
    const link =
      first === undefined
        ? html`<span class="muted">none</span>`
        : html`<a href="${fragment(scenarioAnchor(first))}">${scenarios.length}<span class="sr"> ${scenarios.length === 1 ? 'scenario' : 'scenarios'} for ${code}, the first is ${first}</span></a>`;
    return html`<tr><th scope="row"><code>${code}</code></th><td class="place">${guidePlace(section, pages)}</td><td class="num">${status}</td><td class="${outcome} word">${TALLY_SIGNS[outcome]} ${TALLY_NAMES[outcome]}</td><td>${how}${reason !== undefined && html` <span class="muted">(${reason})</span>`}</td><td>${link}</td></tr>`;
  })}</tbody></table></div></section>`;
}
