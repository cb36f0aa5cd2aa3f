import { html, type Markup } from '../html/markup.ts';
import { document, styleSheet } from '../html/page.ts';
import { checksSection } from './sections/checks.ts';
import { faultsSection } from './sections/faults.ts';
import { variantsSection } from './sections/variants.ts';
import type { KillMatrix } from './types.ts';

const percent = (part: number, whole: number): string => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`);

function heading({ score, suite, catalogueHash, seed, full, startedAt, elapsedMs }: KillMatrix): Markup {
  return html`<header><h1>Kill matrix</h1>
<p>What ${suite.name} ${suite.version} notices: ${score.faults} wrong servers and ${score.variants} conforming ones, each ${full ? 'against the whole suite' : 'against the scenarios that can see it'}.</p>
<table><caption>Score</caption><thead><tr><th scope="col">What</th><th scope="col">Count</th><th scope="col">Share</th></tr></thead><tbody>
<tr><th scope="row">Faults killed</th><td>${score.killed} of ${score.faults}</td><td>${percent(score.killed, score.faults)}</td></tr>
<tr><th scope="row">Checks with a fault</th><td>${score.checksWithKill} of ${score.checks}</td><td>${percent(score.checksWithKill, score.checks)}</td></tr>
<tr><th scope="row">Variants passed</th><td>${score.passed} of ${score.variants}</td><td>${percent(score.passed, score.variants)}</td></tr>
<tr><th scope="row">Wrong kills</th><td>${score.wrongKills}</td><td></td></tr>
</tbody></table>
<p class="muted">Seed ${seed}, begun ${startedAt}, ${Math.round(elapsedMs / 1000)} s. Catalogue <code class="hash">${catalogueHash}</code></p></header>`;
}

/** The page of a proof: one file that needs nothing else, readable without a script. */
export function renderKillMatrix(matrix: KillMatrix): string {
  return document({
    title: `Kill matrix of ${matrix.suite.name} ${matrix.suite.version}`,
    style: styleSheet('base', 'heading', 'tables', 'findings', 'media'),
    body: html`<a class="skip" href="#main">Skip to the content</a>
${heading(matrix)}
<nav aria-label="Sections"><ul><li><a href="#checks">Checks</a></li><li><a href="#faults">Faults</a></li><li><a href="#variants">Variants</a></li></ul></nav>
<main id="main">
${[checksSection(matrix), faultsSection(matrix), variantsSection(matrix)]}
</main>
<footer><p>The same data for programs: <code>kill-matrix.json</code></p></footer>`,
  }).toString();
}
