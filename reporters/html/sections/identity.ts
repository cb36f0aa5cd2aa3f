import type { Report } from '../../model/types.ts';
import { grouped } from '../../text/words.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { utc } from './outcome.ts';

/** Who was tested, when, with what, and under which conditions. */
export function identitySection(report: Report): Markup {
  const { target, suite, catalogue, counts } = report;
  const claims = Object.entries(target.claims);
  const limits = Object.entries(target.limits);
  return html`<section id="identity" aria-labelledby="identity-h"><h2 id="identity-h">What was tested</h2>
<div class="facts">
${facts('Implementation', [
  ['Name', target.name],
  ['Address', html`<code>${target.baseUrl}</code>`],
  ['Organization', target.organization ?? 'as the server lists them'],
  ['Data centers', target.vdcs.length === 0 ? 'all that the server lists' : target.vdcs.join(', ')],
])}
${facts('Suite', [
  ['Version', `${suite.name} ${suite.version}`],
  ['Catalogue', html`${catalogue.version}, SHA-256 <code class="hash">${catalogue.hash}</code>`],
  [
    'Covers',
    `${catalogue.operations} operations, ${catalogue.pairs} operation–code pairs, ${catalogue.codes} error codes, ${grouped(catalogue.requirements)} requirements`,
  ],
  ['XML engine', report.xmlEngine],
  ['Report', html`schema ${report.schemaVersion}, SHA-256 <code class="hash">${report.footer.sha256}</code>`],
])}
${facts('Run', [
  ['Began', html`<time datetime="${report.startedAt}">${utc(report.startedAt)}</time>`],
  [
    'Ended',
    html`<time datetime="${report.finishedAt}">${utc(report.finishedAt)}</time>${!report.complete && html` <strong>stopped early</strong>${report.stoppedBecause !== undefined && `: ${report.stoppedBecause}`}`}`,
  ],
  ['Seed', html`<code>${report.seed}</code>`],
  [
    'Traffic',
    `${grouped(counts.requests)} requests, ${grouped(counts.tasks)} tasks, ${grouped(counts.retries)} retries`,
  ],
])}
${facts('Target statement', [
  ['Permitted', target.tiers.join(', ')],
  ['Principals', target.principals.length === 0 ? 'none' : target.principals.join(', ')],
  ['Claims', claims.map(([name, claimed]) => `${claimed ? '✓' : '✗ no'} ${spaced(name)}`).join(' · ')],
  ['Limits', limits.map(([name, value]) => `${spaced(name)} ${value}`).join(' · ')],
  ['Test hook', target.hook ? 'given' : 'not given'],
])}
</div></section>`;
}

function facts(title: string, entries: readonly (readonly [string, Content])[]): Markup {
  return html`<div><h3>${title}</h3><dl>${entries.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></div>`;
}

/** `vmQuota` → `VM quota`. */
function spaced(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`)
    .replace(/\b(?:vm|vms|nfs|ip)\b/g, (word) => word.toUpperCase().replace(/S$/, word === 'vms' ? 's' : 'S'));
}
