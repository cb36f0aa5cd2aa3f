import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { validate } from 'ctrf';
import jsonld from 'jsonld';
import { type XmlAttribute, XmlDocument, type XmlElement, XsdValidator } from 'libxml2-wasm';
import { lexer, marked, type Tokens } from 'marked';
import { renderCtrf } from '../../reporters/ctrf/ctrf.ts';
import { renderEarl } from '../../reporters/earl/earl.ts';
import { renderJUnit } from '../../reporters/junit/junit.ts';
import { renderMarkdown } from '../../reporters/markdown/markdown.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import type { Report } from '../../reporters/model/types.ts';
import { hostileRun } from './hostile.ts';
import { sampleRun } from './sample.ts';

const reports: readonly (readonly [string, Report])[] = [
  ['nonconformant', buildReport(sampleRun())],
  ['conformant', buildReport(sampleRun({ outcome: 'conformant' }))],
  [
    'incomplete and stopped',
    buildReport(
      sampleRun({ outcome: 'incomplete', change: { complete: false, stoppedBecause: 'the server went away' } }),
    ),
  ],
  ['empty', buildReport(sampleRun({ scenarios: 0 }))],
  ['hostile', buildReport(hostileRun())],
];

function withJUnit<T>(report: Report, read: (document: XmlDocument) => T): T {
  const document = XmlDocument.fromString(renderJUnit(report));
  const schema = XmlDocument.fromString(readFileSync(new URL('junit.xsd', import.meta.url), 'utf8'));
  const validator = XsdValidator.fromDoc(schema);
  try {
    validator.validate(document);
    return read(document);
  } finally {
    validator.dispose();
    schema.dispose();
    document.dispose();
  }
}

for (const [name, report] of reports) {
  const { counts } = report;
  const stopped = report.complete ? 0 : 1;
  const blocked = report.results.filter(
    ({ verdict }) => verdict.outcome === 'cantTell' && verdict.cause === 'blocked',
  ).length;

  test(`JUnit, ${name}: valid, with the counts of the report`, () => {
    withJUnit(report, (document) => {
      const count = (path: string) => document.find(path).length;
      const number = (path: string) => Number((document.get(path) as XmlAttribute).value);
      assert.deepEqual(
        {
          cases: count('//testcase'),
          failures: count('//failure'),
          errors: count('//error'),
          skipped: count('//skipped'),
        },
        {
          cases: counts.results + stopped,
          failures: counts.failed,
          errors: counts.cantTell - blocked + stopped,
          skipped: counts.untested + counts.inapplicable + blocked,
        },
      );
      assert.deepEqual(
        [number('/testsuites/@tests'), number('/testsuites/@failures'), number('/testsuites/@errors')],
        [count('//testcase'), count('//failure'), count('//error')],
      );
      for (const suite of document.find('/testsuites/testsuite') as XmlElement[]) {
        const told = ['tests', 'failures', 'errors', 'skipped'].map((key) => Number(suite.attr(key)?.value));
        assert.deepEqual(
          told,
          ['testcase', 'testcase/failure', 'testcase/error', 'testcase/skipped'].map((path) => suite.find(path).length),
        );
      }
    });
  });

  test(`CTRF, ${name}: valid, with the counts of the report`, () => {
    const document = JSON.parse(renderCtrf(report)) as {
      results: { summary: Record<string, number>; tests: { status: string }[] };
    };
    assert.equal(validate({}).valid, false, 'the validator can say no');
    const result = validate(document);
    assert.deepEqual(result.valid ? [] : result.errors, []);
    const { summary, tests } = document.results;
    for (const status of ['passed', 'failed', 'skipped', 'pending', 'other'])
      assert.equal(summary[status], tests.filter((one) => one.status === status).length, status);
    assert.deepEqual(
      [summary.tests, summary.failed, summary.other, summary.flaky],
      [counts.results, counts.failed, counts.cantTell, counts.flaky],
    );
  });

  test(`EARL, ${name}: JSON-LD that says of each scenario what the report says, without the network`, async () => {
    const quads = await jsonld.toRDF(JSON.parse(renderEarl(report)) as object, {
      documentLoader: (url) => {
        throw new Error(`the document asks for ${url}`);
      },
    });
    const earl = 'http://www.w3.org/ns/earl#';
    const outcomes = quads
      .filter(({ predicate }) => predicate.value === `${earl}outcome`)
      .map(({ object }) => object.value.slice(earl.length));
    for (const outcome of ['passed', 'failed', 'cantTell', 'untested', 'inapplicable'] as const) {
      assert.equal(
        outcomes.filter((one) => one === outcome).length,
        report.results.filter(({ verdict }) => verdict.outcome === outcome).length,
        outcome,
      );
    }
    const tests = quads
      .filter(({ predicate }) => predicate.value === `${earl}test`)
      .map(({ object }) => decodeURIComponent(object.value.replace('urn:atmos-conformance:scenario:', '')));
    assert.deepEqual(
      tests.sort(),
      report.results.map(({ id }) => id),
    );
  });

  test(`Markdown, ${name}: a table with the counts, failures, and nothing of the server as markup`, () => {
    const source = renderMarkdown(report);
    assert.ok(Buffer.byteLength(source) < 1_000_000);
    const tokens = lexer(source);
    const table = tokens.find((token): token is Tokens.Table => token.type === 'table');
    const total = table?.rows
      .at(-1)
      ?.slice(1)
      .map(({ text }) => Number(text));
    assert.deepEqual(total, [
      counts.passed,
      counts.flaky,
      counts.failed,
      counts.cantTell,
      counts.untested,
      counts.inapplicable,
    ]);
    const page = marked.parse(source, { async: false });
    const tags = new Set([...page.matchAll(/<([a-z0-9]+)/gi)].map(([, tag]) => tag));
    const ours = [
      'h2',
      'h3',
      'p',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'strong',
      'code',
      'pre',
      'ul',
      'li',
      'details',
      'summary',
    ];
    assert.deepEqual(
      [...tags].filter((tag) => !ours.includes(tag ?? '')),
      [],
    );
    assert.ok(!/[\p{Cf}\p{Zl}\p{Zp}]|(?![\t\n])\p{Cc}/u.test(source));
    assert.equal((page.match(/<details>/g) ?? []).length, Math.min(20, counts.failed));
  });
}
