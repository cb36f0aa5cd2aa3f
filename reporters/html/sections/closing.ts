import type { Report } from '../../model/types.ts';
import { grouped, NOT_SHOWN_WORDS, plural } from '../../text/words.ts';
import { html, type Markup } from '../markup.ts';

/** Whether the run left the server as it found it. */
export function residueSection({ residue }: Report): Markup {
  const text = !residue.checked
    ? html`<p class="word cantTell">? Not checked: the inventory was not compared.</p>`
    : residue.left.length === 0
      ? html`<p class="word passed">✓ None: the inventory after the run equals the one before.</p>`
      : html`<p class="word failed">✗ ${plural(residue.left.length, 'object')} left behind:</p>${left(residue.left)}`;
  return html`<section id="residue" aria-labelledby="residue-h"><h2 id="residue-h">Residue</h2>${text}</section>`;
}

/** A server that lists what is gone can leave hundreds. */
const NAMED = 20;

function left(items: readonly string[]): Markup {
  const list = (some: readonly string[]) => html`<ul>${some.map((item) => html`<li><code>${item}</code></li>`)}</ul>`;
  const more = items.slice(NAMED);
  return html`${list(items.slice(0, NAMED))}${more.length > 0 && html`<details><summary>${plural(more.length, 'more object')}</summary>${list(more)}</details>`}`;
}

/** What the suite itself has been shown to notice. */
export function killScoreSection({ killScore, suite }: Report): Markup {
  const text =
    killScore === undefined
      ? html`<p class="muted">No kill score is known for this suite.</p>`
      : html`<p>Version ${killScore.suiteVersion} of the suite caught <strong>${grouped(killScore.killed)} of ${grouped(killScore.faults)}</strong> deliberately wrong servers and let all <strong>${grouped(killScore.variants)}</strong> deliberately unusual but conforming ones pass.${killScore.suiteVersion !== suite.version && html` <span class="word failed">✗ This run was made with version ${suite.version}, for which that was not measured.</span>`}</p>`;
  return html`<section id="kill" aria-labelledby="kill-h"><h2 id="kill-h">Proof of the suite</h2>${text}</section>`;
}

/** Always there: what must not be concluded from the report. */
export function notShownSection({ notShown }: Report): Markup {
  return html`<section id="not-shown" aria-labelledby="not-shown-h"><h2 id="not-shown-h">What this report does not show</h2>
<ul class="not-shown">${notShown.map(
    ({ about, reason, count, items }) =>
      html`<li><strong>${about === 'run' ? '' : html`${grouped(count)} × `}${NOT_SHOWN_WORDS[about]}</strong>: ${reason}${items.length > 0 && html` <details><summary>Which</summary><p>${items.map((item) => html`<code>${item}</code> `)}${count > items.length && `and ${plural(count - items.length, 'other')}`}</p></details>`}</li>`,
  )}</ul></section>`;
}
