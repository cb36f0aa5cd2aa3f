import { html } from '../html/markup.ts';
import { document, styleSheet } from '../html/page.ts';
import { CLASS_NAMES, grouped, plural } from '../text/words.ts';
import type { Certificate } from './types.ts';

/** The certificate as one page to print and hang up. It needs nothing else and runs no script. */
export function renderCertificate(certificate: Certificate): string {
  const { subject, suite, catalogue, run, classes, killScore, report, validFrom, validUntil, keyId, signature } =
    certificate;
  const held = classes.reduce((sum, line) => sum + line.passed + line.flaky, 0);
  const claims = Object.entries(subject.claims).filter(([, claimed]) => claimed);
  return document({
    title: `Certificate of conformance: ${subject.name}`,
    style: styleSheet('base', 'certificate'),
    body: html`<main class="certificate">
<p class="kicker">Certificate of conformance</p>
<h1>${subject.name}</h1>
<p class="address"><code>${subject.baseUrl}</code>${subject.organization !== null && ` · organization ${subject.organization}`}</p>
<p class="lead">conforms to the <strong>Atmos Online Compute Service REST API ${catalogue.version}</strong>:<br>every applicable requirement that its guide states or shows, and that ${suite.name} ${suite.version} tests, held in all of ${plural(held, 'applicable scenario')}.</p>
<div class="seal" aria-hidden="true">✓</div>
<table><caption>Conformance classes</caption><thead><tr><th scope="col">Class</th><th scope="col">Passed</th><th scope="col">Passed on a repeat</th><th scope="col">Not claimed</th></tr></thead>
<tbody>${classes.map((line) => html`<tr><th scope="row">${CLASS_NAMES[line.class]}</th><td>${line.passed}</td><td>${line.flaky}</td><td>${line.inapplicable}</td></tr>`)}</tbody></table>
<dl><dt>Tested</dt><dd>${day(run.startedAt)}, ${grouped(run.requests)} requests</dd>
<dt>Valid</dt><dd>${day(validFrom)} to ${day(validUntil)}</dd>
<dt>Claims</dt><dd>${claims.length === 0 ? 'none beyond the common part' : claims.map(([name]) => name).join(', ')} · tiers ${subject.tiers.join(', ')}</dd>
${killScore !== undefined && html`<dt>Proof of the suite</dt><dd>${grouped(killScore.killed)} of ${grouped(killScore.faults)} wrong servers caught, ${grouped(killScore.variants)} conforming variants passed (${killScore.suiteVersion})</dd>`}
<dt>Catalogue</dt><dd><code>${catalogue.hash}</code></dd>
<dt>Report</dt><dd><code>${report.sha256}</code></dd>
<dt>Key</dt><dd><code>${keyId}</code></dd>
<dt>Signature</dt><dd><code>${signature.value}</code></dd></dl>
<p class="muted">This page shows what <code>certificate.json</code> says; only that file can be verified: <code>atmos-conformance verify certificate.json report.json --key PUB</code>. It vouches for what was observed in one run and for nothing that the report lists as not shown.</p>
</main>`,
  }).toString();
}

/** `4 March 2031`, in UTC. */
function day(time: string): string {
  const date = new Date(time);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
