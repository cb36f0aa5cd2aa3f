import { html, type Markup } from '../../html/markup.ts';
import type { KillMatrix } from '../types.ts';
import { killCell } from './kill-cell.ts';

/** Every conforming server; those that did not pass come first. */
export function variantsSection({ variants }: KillMatrix): Markup {
  const ranked = variants.toSorted((a, b) => Number(a.passed) - Number(b.passed));
  return html`<section id="variants" aria-labelledby="variants-h"><h2 id="variants-h">Variants</h2>
<table><caption>Conforming servers, which must pass</caption><thead><tr><th scope="col">Variant</th><th scope="col">Outcome</th><th scope="col">Scenarios</th><th scope="col">Exchanges</th><th scope="col">Failed by</th></tr></thead><tbody>
${ranked.map(
  ({ id, passed, outcome, scenarios, exchanges, kills, open }) =>
    html`<tr><th scope="row"><code>${id}</code></th><td><span class="word ${passed ? 'passed' : 'failed'}">${passed ? '✓ passed' : `✗ ${outcome}`}</span></td><td>${scenarios}</td><td>${exchanges}</td><td>${killCell(kills)}${open.join('; ')}</td></tr>
`,
)}</tbody></table></section>`;
}
