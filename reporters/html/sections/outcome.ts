import { TALLY_KEYS } from '../../model/tally.ts';
import type { Report } from '../../model/types.ts';
import {
  duration,
  EXIT_CODES,
  EXIT_MEANINGS,
  grouped,
  outcomeSentence,
  plural,
  TALLY_NAMES,
  TALLY_SIGNS,
} from '../../text/words.ts';
import { html, type Markup } from '../markup.ts';

const SIGN: Readonly<Record<Report['outcome'], string>> = { conformant: '✓', nonconformant: '✗', incomplete: '?' };

/** The verdict of the run, in one word and one sentence, and the counts behind it. */
export function outcomeSection(report: Report): Markup {
  const { outcome, counts, target, suite, startedAt, elapsedMs, redacted } = report;
  const code = EXIT_CODES[outcome];
  return html`<header class="top ${outcome}" id="outcome">
<p class="kicker">Report of conformance · Atmos Online Compute Service REST API ${report.catalogue.version}</p>
<div class="verdict"><span class="seal" aria-hidden="true">${SIGN[outcome]}</span><div>
<h1>${target.name}: <em>${outcome}</em></h1>
<p class="lead">${outcomeSentence(report)}</p>
<p class="sub">Tested with ${suite.name} ${suite.version} on <time datetime="${startedAt}">${utc(startedAt)}</time>, in ${duration(elapsedMs)}, with ${plural(counts.requests, 'request')}. Exit code ${code}: ${EXIT_MEANINGS[code]}.${redacted === true && ' Host and object names are pseudonyms.'}</p>
</div></div>
<ul class="counts">${TALLY_KEYS.map((key) => html`<li class="${key}"><span class="n">${grouped(counts[key])}</span> <span class="sign" aria-hidden="true">${TALLY_SIGNS[key]}</span> ${TALLY_NAMES[key]}</li>`)}</ul>
</header>`;
}

/** `2031-03-04 05:06:07 UTC`. */
export function utc(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
