import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderHtml } from '../../reporters/html/page.ts';
import { renderJUnit } from '../../reporters/junit/junit.ts';
import { renderMarkdown } from '../../reporters/markdown/markdown.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import type { RunResult, ScenarioResult } from '../../reporters/model/run-result.ts';
import type { Finding } from '../../suite/judge/types.ts';
import { sampleRun } from './sample.ts';
import { exchangeOf } from './sample-exchange.ts';

const MANY = 3000;

/** One flaw that shows in thousands of answers, beside which the server answers a question in two ways. */
function flooded(): RunResult {
  const sample = sampleRun({ scenarios: 40 });
  const [first] = sample.results;
  assert.ok(first !== undefined);
  const at = (index: number): number => 10_000 + index;
  const findings = Array.from(
    { length: MANY },
    (_, index): Finding => ({
      check: 'exchange-body',
      requirement: first.scenario.requirements[0] ?? '',
      outcome: 'failed',
      expected: 'namespace http://www.emc.com/caas',
      actual: index % 2 === 0 ? 'no namespace' : `namespace urn:x${index}`,
      exchanges: [at(index)],
      where: '/VirtualMachine',
    }),
  );
  const result: ScenarioResult = {
    ...first,
    scenario: { ...first.scenario, id: 'get-vm-information/answers', family: 'answers' },
    verdict: { outcome: 'failed', findings },
    exchanges: [],
  };
  const [one, two] = [at(MANY), at(MANY + 1)];
  const answer = (id: string, seq: number) => ({ id, text: id, exchanges: [seq], count: 1 });
  return {
    ...sample,
    results: [result, ...sample.results.slice(1)],
    readings: [
      {
        id: 'task-success-word',
        question: 'Which word?',
        sections: ['3.32'],
        consistent: false,
        answers: [answer('completed', one), answer('success', two)],
      },
    ],
    pairs: [
      { from: 'powered-on', first: 'suspend', second: 'reset', verdict: 'contradicts', exchanges: [at(MANY + 2)] },
    ],
    evidence: [
      ...sample.evidence,
      ...Array.from({ length: MANY + 3 }, (_, index) => exchangeOf(at(index), 'get-vm-information/success', index)),
    ],
  };
}

const report = buildReport(flooded());

test('a flaw that shows everywhere does not push out the evidence of the others', () => {
  const kept = new Set(report.exchanges.map(({ seq }) => seq));
  for (const { id, verdict } of report.results)
    if (verdict.outcome === 'failed')
      assert.ok(
        verdict.findings[0]?.exchanges.every((seq) => kept.has(seq)),
        id,
      );
  for (const seq of [10_000 + MANY, 10_001 + MANY, 10_002 + MANY]) assert.ok(kept.has(seq), `#${seq} was not kept`);
  const page = renderHtml(report);
  for (const seq of [10_000 + MANY, 10_001 + MANY, 10_002 + MANY]) {
    assert.ok(page.includes(`href="#x:${seq}"`), `the page has no link to #${seq}`);
    assert.ok(page.includes(`id="x:${seq}"`), `the page does not show #${seq}`);
  }
});

test('and what machines read stays small: kinds are told, with how often, and not every time', () => {
  // The summary of a job may hold a mebibyte.
  assert.ok(Buffer.byteLength(renderMarkdown(report)) < 500_000);
  const junit = renderJUnit(report);
  assert.ok(Buffer.byteLength(junit) < 500_000);
  assert.match(junit, /and the same 1,499 more times/);
  assert.match(junit, /and 1,491 more kinds of failure in the report/);
});

test('the page tells each kind of miss by one scenario after the other', () => {
  const page = renderHtml(report);
  const cards = [...page.matchAll(/<div class="fail"><h4><a href="#s:([^"]+)"/g)].map(([, id]) =>
    decodeURIComponent(id ?? ''),
  );
  assert.ok(cards.filter((id) => id === 'get-vm-information/answers').length <= 3);
  assert.match(page, /the same 1,499 more times/);
});
