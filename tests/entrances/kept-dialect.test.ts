import assert from 'node:assert/strict';
import { it } from 'node:test';
import { keptDialect } from '../../reporters/merge/kept-dialect.ts';
import { mergeRuns } from '../../reporters/merge/merge-runs.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import type { RunResult } from '../../reporters/model/run-result.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { sampleRun } from '../reporters/sample.ts';

const { readings } = loadCatalogue();
const conformant = sampleRun({ outcome: 'conformant' });
const scenario = planScenarios(loadCatalogue()).find(({ id }) => id === 'run/dialect');
assert.ok(scenario);
const judged = {
  scenario,
  verdict: { outcome: 'passed', observed: 'one dialect' },
  advisories: [],
  exchanges: [],
  startedAt: conformant.startedAt,
  elapsedMs: 0,
} as const;

/** A part in which the server gave one answer, of an implementation that is a mock of its own or not. */
function part(reading: string, answer: string, file: string | undefined): RunResult {
  const { file: _, ...target } = conformant.target;
  return {
    ...conformant,
    target: file === undefined ? target : { ...target, file },
    results: [...conformant.results, judged],
    readings: [
      {
        id: reading,
        question: 'Which?',
        sections: ['3.32'],
        consistent: true,
        answers: [{ id: answer, text: answer, exchanges: [1], count: 3 }],
      },
    ],
  };
}

function merged(reading: string, answers: readonly [string, string], file?: string) {
  const run = keptDialect(mergeRuns(answers.map((answer) => part(reading, answer, file))), readings);
  return buildReport({ ...run, catalogue: conformant.catalogue });
}

it('a server that answers one way in one part and another way in another did not keep to its dialect', () => {
  const report = merged('task-success-word', ['completed', 'success'], 'acme.yaml');
  assert.equal(report.outcome, 'nonconformant');
  assert.deepEqual(
    report.readings.map(({ consistent }) => consistent),
    [false],
  );
  const verdict = report.results.find(({ id }) => id === 'run/dialect')?.verdict;
  assert.ok(verdict?.outcome === 'failed');
  const [finding, ...more] = verdict.findings;
  assert.deepEqual(more, []);
  assert.equal(finding?.requirement, 'dialect.kept');
  assert.equal(finding.actual, 'completed (3×), success (3×)');
  // One exchange of each part: numbers of the second begin after those of the first.
  assert.equal(new Set(finding.exchanges).size, 2);
  for (const seq of finding.exchanges) assert.ok(report.exchanges.some((exchange) => exchange.seq === seq));
});

it('and it did where both parts saw the same, where answers may mix, and where each part had a server of its own', () => {
  for (const report of [
    merged('task-success-word', ['success', 'success'], 'acme.yaml'),
    merged('task-failure-word', ['failed', 'stopped'], 'acme.yaml'),
    merged('task-success-word', ['completed', 'success']),
  ])
    assert.deepEqual([report.outcome, report.readings[0]?.consistent], ['conformant', true]);
});
