import { html, type Markup } from '../../html/markup.ts';
import type { MatrixKill } from '../types.ts';

const WORDS = { owner: '', companion: ' (companion)', wrong: ' (wrong kill)' } as const;

/** Who failed a server, and with what. */
export function killCell(kills: readonly MatrixKill[]): Markup {
  return html`${kills.map(
    ({ check, standing, scenario, requirement, expected, actual }) =>
      html`<details><summary><code>${check}</code>${standing === 'wrong' ? html`<span class="word failed">${WORDS[standing]}</span>` : WORDS[standing]}</summary><p><code>${scenario}</code>, <code>${requirement}</code>: expected ${expected}, got ${actual}</p></details>`,
  )}`;
}
