import { html, type Markup } from '../../html/markup.ts';
import type { KillMatrix } from '../types.ts';

/** Every check with the faults that it is there for, and how many of them it noticed. */
export function checksSection({ checks, unprovenRequirements }: KillMatrix): Markup {
  return html`<section id="checks" aria-labelledby="checks-h"><h2 id="checks-h">Checks</h2>
<table><caption>Faults killed through each check</caption><thead><tr><th scope="col">Check</th><th scope="col">Killed</th><th scope="col">There for</th><th scope="col">May notice too</th></tr></thead><tbody>
${checks.map(
  ({
    id,
    kills,
    faults,
    companions,
  }) => html`<tr><th scope="row"><code>${id}</code></th><td>${kills === 0 ? html`<span class="word failed">✗ none</span>` : kills}</td><td>${faults.map((pattern) => html`<code>${pattern}</code> `)}</td><td>${companions.map((pattern) => html`<code>${pattern}</code> `)}</td></tr>
`,
)}</tbody></table>
${unprovenRequirements.length > 0 && html`<p>Requirements that no fault was killed by: ${unprovenRequirements.map((id) => html`<code>${id}</code> `)}</p>`}</section>`;
}
