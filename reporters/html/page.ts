import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Report } from '../model/types.ts';
import { html, jsonBlock, Markup } from './markup.ts';
import { PageIndex } from './page-index.ts';
import { rowDetails } from './row-details.ts';
import { classesSection } from './sections/classes.ts';
import { killScoreSection, notShownSection, residueSection } from './sections/closing.ts';
import { codesSection } from './sections/codes.ts';
import { evidenceSection } from './sections/evidence.ts';
import { failuresSection } from './sections/failures.ts';
import { heatMapSection } from './sections/heat-map.ts';
import { identitySection } from './sections/identity.ts';
import { lifeCycleSection } from './sections/life-cycle.ts';
import { outcomeSection } from './sections/outcome.ts';
import { readingsSection } from './sections/readings.ts';
import { scenariosSection } from './sections/scenarios.ts';
import { timelineSection } from './sections/timeline.ts';

const NAVIGATION: readonly (readonly [string, string])[] = [
  ['identity', 'Tested'],
  ['classes', 'Classes'],
  ['heat', 'Operations'],
  ['life-cycle', 'Life cycle'],
  ['codes', 'Error codes'],
  ['readings', 'Readings'],
  ['timeline', 'Timeline'],
  ['residue', 'Residue'],
  ['kill', 'Proof'],
  ['not-shown', 'Not shown'],
  ['failures', 'Failures'],
  ['scenarios', 'Scenarios'],
  ['evidence', 'Evidence'],
];

/**
 * The compliance page: one file that needs nothing else, readable without a script. The security policy admits exactly
 * the style and the script below, by their hashes, and no request to anywhere.
 */
export function renderHtml(report: Report): string {
  const page = new PageIndex(report);
  const style = styleSheet('base', 'heading', 'tables', 'drawings', 'findings', 'scenarios', 'media');
  const script = asset('page.client.js');
  // Failures first: where an exchange is shown for the first time, its anchor stands.
  const failures = failuresSection(page);
  const evidence = evidenceSection(page);
  return document({
    title: `${report.target.name}: ${report.outcome}`,
    style,
    script,
    data: jsonBlock(rowDetails(page)),
    body: html`<a class="skip" href="#main">Skip to the content</a>
${outcomeSection(report)}
<nav aria-label="Sections"><ul>${NAVIGATION.map(([id, name]) => html`<li><a href="#${id}">${name}${id === 'failures' && report.counts.failed > 0 && html` <span class="badge">${report.counts.failed}</span>`}</a></li>`)}</ul></nav>
<main id="main">
${[identitySection(report), classesSection(report), heatMapSection(report), lifeCycleSection(page), codesSection(report), readingsSection(page), timelineSection(report), residueSection(report), killScoreSection(report), notShownSection(report), failures, scenariosSection(report), evidence]}
</main>
<footer><p>${report.suite.name} ${report.suite.version} · the same data for programs: <code>report.json</code>, SHA-256 of its content <code class="hash">${report.footer.sha256}</code></p></footer>`,
  }).toString();
}

export interface PageParts {
  readonly title: string;
  readonly style: Markup;
  readonly body: Markup;
  readonly script?: Markup;
  readonly data?: Markup;
}

/** The frame of a self-contained page. */
export function document({ title, style, body, script, data }: PageParts): Markup {
  const policy = [
    `default-src 'none'`,
    `style-src '${sourceHash(style)}'`,
    ...(script === undefined ? [] : [`script-src '${sourceHash(script)}'`]),
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${new Markup(policy.replaceAll('"', ''))}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer"><title>${title}</title>
<style>${style}</style></head><body>${body}
${data !== undefined && html`<script type="application/json" id="data">${data}</script>`}
${script !== undefined && html`<script>${script}</script>`}</body></html>
`;
}

/** Files of the folder `style`, in the order in which they apply. */
export function styleSheet(...names: readonly string[]): Markup {
  return new Markup(names.map((name) => asset(`style/${name}.css`)).join(''));
}

/** A file of this folder, as it stands. */
function asset(name: string): Markup {
  return new Markup(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

function sourceHash(source: Markup): string {
  return `sha256-${createHash('sha256').update(source.toString()).digest('base64')}`;
}
