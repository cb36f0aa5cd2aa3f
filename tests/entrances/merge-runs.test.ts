import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mergeResults } from '../../reporters/merge/merge-results.ts';
import { MergeError, mergeRuns } from '../../reporters/merge/merge-runs.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import type { RunResult, ScenarioResult } from '../../reporters/model/run-result.ts';
import { partialRun } from '../../reporters/playwright/partial-run.ts';
import { packPart, type RunFacts, type ScenarioPart, unpackPart } from '../../reporters/playwright/run-part.ts';
import type { Verdict } from '../../suite/judge/types.ts';
import { sampleRun } from '../reporters/sample.ts';

const one = sampleRun({ seed: 1 });
const two = sampleRun({ seed: 2 });

/** Everything that refers to exchanges, as what it refers to. */
function references(run: Pick<RunResult, 'results' | 'readings' | 'states' | 'pairs' | 'evidence'>): unknown {
  const bySeq = new Map(run.evidence.map(({ seq, ...rest }) => [seq, rest]));
  const seen = (numbers: readonly number[]) => numbers.map((seq) => bySeq.get(seq));
  return {
    results: run.results.map(({ exchanges, verdict, advisories }) => [
      seen(exchanges),
      verdict.outcome === 'failed' ? verdict.findings.map((finding) => seen(finding.exchanges)) : [],
      advisories.map((finding) => seen(finding.exchanges)),
    ]),
    readings: run.readings.map(({ answers }) => answers.map(({ exchanges }) => seen(exchanges))),
    states: run.states.map(({ exchanges }) => seen(exchanges)),
    pairs: run.pairs.map(({ exchanges }) => seen(exchanges)),
  };
}

function resultWith(verdict: Verdict): ScenarioResult {
  const [first] = one.results;
  assert.ok(first !== undefined);
  return { ...first, verdict, exchanges: [1] };
}

const VERDICTS: readonly Verdict[] = [
  { outcome: 'inapplicable', reason: 'not claimed' },
  { outcome: 'untested', reason: 'not permitted' },
  { outcome: 'passed', observed: '200' },
  { outcome: 'cantTell', cause: 'timeout', reason: 'too slow' },
  { outcome: 'failed', findings: [] },
];

describe('merging results', () => {
  for (const [a, weaker] of VERDICTS.entries()) {
    for (const [b, stronger] of VERDICTS.entries()) {
      if (a > b) continue;
      test(`${weaker.outcome} and ${stronger.outcome} make ${stronger.outcome}, in any order`, () => {
        for (const pair of [
          [weaker, stronger],
          [stronger, weaker],
        ]) {
          const merged = mergeResults(pair.map(resultWith));
          assert.deepEqual(
            merged.map(({ verdict }) => verdict.outcome),
            [stronger.outcome],
          );
          assert.deepEqual(merged[0]?.exchanges, [1, 1]);
        }
      });
    }
  }

  test('a pass on a repeat makes a flaky pass, and findings add up', () => {
    const flaky: Verdict = { outcome: 'passed', observed: '200', flaky: true };
    const plain: Verdict = { outcome: 'passed', observed: '200' };
    for (const pair of [
      [flaky, plain],
      [plain, flaky],
    ])
      assert.deepEqual(mergeResults(pair.map(resultWith))[0]?.verdict, flaky);
    const finding = {
      check: 'c',
      requirement: 'r',
      outcome: 'failed',
      expected: '',
      actual: '',
      exchanges: [1],
      where: '',
    } as const;
    const failed: Verdict = { outcome: 'failed', findings: [finding] };
    assert.deepEqual(mergeResults([failed, failed].map(resultWith))[0]?.verdict, {
      outcome: 'failed',
      findings: [finding, finding],
    });
  });
});

describe('merging runs', () => {
  test('one run stays as it is', () => {
    assert.deepEqual(references(mergeRuns([one])), references(one));
    assert.equal(mergeRuns([one]).outcome, one.outcome);
  });

  test('references still lead to the same exchanges, and no number is used twice', () => {
    const half = Math.floor(one.results.length / 2);
    const left = { ...one, results: one.results.slice(0, half), states: [], pairs: [], readings: [] };
    const right = { ...two, results: two.results.slice(half), states: [], pairs: [], readings: [] };
    const merged = mergeRuns([left, right]);
    assert.deepEqual(references(merged), {
      results: [...(references(left) as { results: [] }).results, ...(references(right) as { results: [] }).results],
      readings: [],
      states: [],
      pairs: [],
    });
    const numbers = merged.evidence.map(({ seq }) => seq);
    assert.equal(new Set(numbers).size, one.evidence.length + two.evidence.length);
    assert.equal(merged.counts.requests, one.counts.requests + two.counts.requests);
  });

  test('the outcome is the gravest, and a run cut short leaves the whole cut short', () => {
    const conformant = sampleRun({ outcome: 'conformant' });
    const cut = { ...conformant, complete: false, stoppedBecause: 'a signal' };
    assert.equal(mergeRuns([conformant, one]).outcome, 'nonconformant');
    const merged = mergeRuns([conformant, cut]);
    assert.deepEqual([merged.complete, merged.stoppedBecause], [false, 'a signal']);
  });

  test('runs about different targets are refused', () => {
    const other = { ...two, target: { ...two.target, name: 'another server' } };
    assert.throws(() => mergeRuns([one, other]), MergeError);
    assert.throws(() => mergeRuns([]), MergeError);
  });

  test('what was never judged as a whole claims nothing that only the whole can show', () => {
    const facts: RunFacts = {
      id: 'r',
      suite: one.suite,
      catalogueHash: one.catalogue.hash,
      xmlEngine: one.xmlEngine,
      seed: 1,
      startedAt: one.startedAt,
      target: one.target,
      shard: null,
    };
    const passed = one.results.filter(({ verdict }) => verdict.outcome === 'passed');
    const part: ScenarioPart = {
      run: facts,
      scenario: 's',
      verdict: VERDICTS[2] as Verdict,
      startedAt: '',
      elapsedMs: 1,
      exchanges: one.evidence,
    };
    assert.deepEqual(unpackPart(packPart(part)), part);
    const run = partialRun({
      run: facts,
      results: passed,
      evidence: one.evidence,
      finishedAt: one.finishedAt,
      stoppedBecause: 'killed',
    });
    const report = buildReport({ ...mergeRuns([run]), catalogue: one.catalogue });
    assert.equal(report.outcome, 'incomplete');
    assert.deepEqual([report.complete, report.residue.checked, report.codes.length], [false, false, 0]);
  });
});
