import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Baseline, BaselineError, parseBaseline, readBaseline } from '../../reporters/diff/baseline.ts';
import { diffReports } from '../../reporters/diff/diff-reports.ts';
import { renderDiff } from '../../reporters/diff/diff-text.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import type { ScenarioResult } from '../../reporters/model/run-result.ts';
import type { Report } from '../../reporters/model/types.ts';
import type { Verdict } from '../../suite/judge/types.ts';
import { sampleRun } from './sample.ts';

const run = sampleRun({ outcome: 'conformant', scenarios: 30 });
const today = '2031-03-05';
const miss = (requirement = 'r'): Verdict => ({
  outcome: 'failed',
  findings: [
    { check: 'c', requirement, outcome: 'failed', expected: 'a', actual: 'b', exchanges: [], where: 'status' },
  ],
});

function reportWith(
  change: (results: ScenarioResult[]) => ScenarioResult[],
  more: Parameters<typeof sampleRun>[0] = {},
): Report {
  return buildReport({ ...run, results: change([...run.results]), ...more?.change });
}

const before = reportWith((results) => results);
const [first, second] = before.results.map(({ id }) => id) as [string, string];
const give = (id: string, verdict: Verdict) => (results: ScenarioResult[]) =>
  results.map((result) => (result.scenario.id === id ? { ...result, verdict } : result));
const ids = (changed: readonly { readonly id: string }[]) => changed.map(({ id }) => id);

test('the same report twice is no regression and no change', () => {
  const diff = diffReports(before, before, { today });
  const { regressed, ...lists } = diff;
  assert.equal(regressed, false);
  assert.deepEqual(Object.values(lists).flat(), []);
  assert.match(renderDiff(diff), /^NO REGRESSION\n$/);
});

test('what fails now and passed before is a regression; the other way round it is not', () => {
  const worse = reportWith(give(first, miss()));
  const diff = diffReports(before, worse, { today });
  assert.deepEqual([ids(diff.newlyFailing), diff.regressed], [[first], true]);
  const back = diffReports(worse, before, { today });
  assert.deepEqual([ids(back.newlyPassing), back.regressed], [[first], false]);
  const still = diffReports(worse, worse, { today });
  assert.deepEqual([ids(still.stillFailing), ids(still.newlyFailing), still.regressed], [[first], [], false]);
  assert.match(renderDiff(diff), /Newly failing \(1\)[\s\S]*passed → failed: expected a, got b[\s\S]*REGRESSED\n$/);
});

test('what passed and is not decided any more is a regression of what is shown', () => {
  for (const verdict of [
    { outcome: 'untested', reason: 'x' },
    { outcome: 'inapplicable', reason: 'x' },
    { outcome: 'cantTell', cause: 'timeout', reason: 'x' },
  ] as const) {
    const diff = diffReports(before, reportWith(give(first, verdict)), { today });
    assert.deepEqual([ids(diff.lost), diff.regressed], [[first], true], verdict.outcome);
  }
});

test('a pass that needed a repeat is told and is no regression', () => {
  const diff = diffReports(before, reportWith(give(first, { outcome: 'passed', observed: 'x', flaky: true })), {
    today,
  });
  assert.deepEqual([ids(diff.newlyFlaky), diff.regressed], [[first], false]);
});

test('a removed scenario that passed is a regression unless the suite is another version', () => {
  const without = (results: ScenarioResult[]) => results.filter(({ scenario }) => scenario.id !== first);
  const diff = diffReports(before, reportWith(without), { today });
  assert.deepEqual([ids(diff.removed), diff.regressed], [[first], true]);
  const newer = diffReports(before, reportWith(without, { change: { suite: { ...run.suite, version: '9.9.9' } } }), {
    today,
  });
  assert.deepEqual([ids(newer.removed), newer.regressed, newer.cautions.length], [[first], false, 1]);
  const added = diffReports(reportWith(without), before, { today });
  assert.deepEqual([ids(added.added), added.regressed], [[first], false]);
});

test('a new scenario that fails is newly failing', () => {
  const without = (results: ScenarioResult[]) => results.filter(({ scenario }) => scenario.id !== first);
  const diff = diffReports(reportWith(without), reportWith(give(first, miss())), { today });
  assert.deepEqual(
    [diff.newlyFailing.map(({ id, before: was }) => [id, was]), diff.regressed],
    [[[first, null]], true],
  );
});

test('a reading is changed when the server answers otherwise, not when the question did not come up', () => {
  const [reading] = run.readings;
  assert.ok(reading);
  const answering = (id: string) =>
    reportWith((results) => results, {
      change: { readings: [{ ...reading, answers: [{ id, text: id, exchanges: [1], count: 1 }] }] },
    });
  const silent = reportWith((results) => results, { change: { readings: [{ ...reading, answers: [] }] } });
  const diff = diffReports(answering('completed'), answering('success'), { today });
  assert.deepEqual(
    [diff.changedReadings, diff.regressed],
    [[{ id: reading.id, before: ['completed'], after: ['success'] }], false],
  );
  assert.deepEqual(diffReports(answering('completed'), silent, { today }).changedReadings, []);
});

test('an operation is slower when its median is, by factor and by an amount that one notices', () => {
  const timed = (ms: number) => reportWith((results) => results.map((result) => ({ ...result, elapsedMs: ms })));
  const slower = (a: number, b: number) => diffReports(timed(a), timed(b), { today }).slower.length > 0;
  assert.deepEqual([slower(100, 200), slower(100, 140), slower(1, 10), slower(200, 100)], [true, false, false, false]);
  assert.equal(diffReports(timed(100), timed(200), { today }).regressed, false);
});

const known = (entry: Partial<Baseline['known'][number]> = {}): Baseline => ({
  known: [{ scenario: first, reason: 'being mended', expires: '2031-12-31', ...entry }],
});

test('a known failure is let through, with its reason', () => {
  const worse = reportWith(give(first, miss()));
  const diff = diffReports(before, worse, { today, baseline: known() });
  assert.deepEqual(
    [ids(diff.newlyFailing), diff.excused, diff.regressed],
    [[], [{ id: first, reason: 'being mended' }], false],
  );
  assert.equal(diffReports(before, worse, { today: '2031-12-31', baseline: known() }).regressed, false, 'its last day');
});

test('a known failure that expired, no longer occurs, is not there, or misses something else, fails the comparison', () => {
  const worse = reportWith(give(first, miss('other')));
  const problem = (after: Report, baseline: Baseline, day = today) => {
    const diff = diffReports(before, after, { today: day, baseline });
    assert.equal(diff.regressed, true);
    return diff.baselineProblems.join();
  };
  assert.match(problem(worse, known(), '2032-01-01'), /expired on 2031-12-31/);
  assert.match(problem(before, known()), /no longer occurs \(passed\)/);
  assert.match(problem(before, known({ scenario: 'no/such' })), /not in the report/);
  assert.match(problem(worse, known({ requirements: ['r'] })), /by missing other/);
  assert.deepEqual(
    diffReports(before, reportWith(give(first, miss('r'))), { today, baseline: known({ requirements: ['r'] }) })
      .baselineProblems,
    [],
  );
  // Another failure beside the known one stays a regression.
  const both = reportWith((results) => give(second, miss())(give(first, miss())(results)));
  assert.deepEqual(ids(diffReports(before, both, { today, baseline: known() }).newlyFailing), [second]);
});

test('a known failure that was not decided this time is neither let through nor stale', () => {
  const unknown = reportWith(give(first, { outcome: 'untested', reason: 'x' }));
  assert.deepEqual(diffReports(unknown, unknown, { today, baseline: known() }).baselineProblems, []);
});

test('a baseline file is read, and what is wrong with it is said in one line', () => {
  const good = 'known:\n  - scenario: a/b\n    reason: being mended\n    expires: 2031-06-30\n';
  assert.deepEqual(parseBaseline(good).known, [{ scenario: 'a/b', reason: 'being mended', expires: '2031-06-30' }]);
  assert.throws(() => readBaseline('/no/such/baseline.yaml'), /baseline\.yaml: cannot be read: ENOENT/);
  const bad: readonly (readonly [string, RegExp])[] = [
    ['known: {', /not YAML/],
    ['', /must be object/],
    [good.replace('reason: being mended', 'reson: being mended'), /required property 'reason'|"reson"/],
    [good.replace('2031-06-30', 'soon'), /date/],
    [good.replace(/ {4}expires.*\n/, ''), /expires/],
    [`${good}${good.replace('known:\n', '')}`, /listed twice/],
  ];
  for (const [text, message] of bad) {
    assert.throws(
      () => parseBaseline(text, 'known.yaml'),
      (error) =>
        error instanceof BaselineError &&
        message.test(error.message) &&
        !error.message.includes('\n') &&
        error.message.startsWith('known.yaml: '),
      text,
    );
  }
});
