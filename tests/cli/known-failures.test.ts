import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { excuseKnown, ofSelection } from '../../cli/known-failures.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import { sampleRun } from '../reporters/sample.ts';

const report = buildReport(sampleRun({ scenarios: 60 }));
const failed = report.results.filter(({ verdict }) => verdict.outcome === 'failed').map(({ id }) => id);
const entry = (scenario: string, expires = '2031-06-30') => ({ scenario, reason: 'mended in 4.2', expires });
const excuse = (known: readonly ReturnType<typeof entry>[]) =>
  excuseKnown(report, { file: 'known.yaml', baseline: { known } }, '2031-01-01');
const undecided = report.counts.cantTell + report.counts.untested > 0 || !report.complete;

describe('known failures', () => {
  it('are let through when all are known, and each is told', () => {
    assert.ok(failed.length > 1);
    const { exitCode, lines } = excuse(failed.map((id) => entry(id)));
    assert.equal(exitCode, undecided ? 3 : 0);
    assert.deepEqual(
      lines.slice(0, -1).toSorted(),
      failed.map((id) => `known failure: ${id}: mended in 4.2`).toSorted(),
    );
  });

  it('do not excuse the others', () => {
    const { exitCode, lines } = excuse(failed.slice(1).map((id) => entry(id)));
    assert.equal(exitCode, 1);
    assert.equal(lines.at(-1), 'exit code 1: 1 failure that the baseline does not know');
  });

  it('fail the run when one expired, no longer occurs, or was never there', () => {
    const passed = report.results.find(({ verdict }) => verdict.outcome === 'passed')?.id ?? '';
    const rest = failed.slice(1).map((id) => entry(id));
    for (const [stale, told] of [
      [entry(failed[0] ?? '', '2030-12-31'), /expired on 2030-12-31$/],
      [entry(passed), /no longer occurs/],
      [entry('no/such'), /not in the report$/],
    ] as const) {
      const { exitCode, lines } = excuse([...rest, stale]);
      assert.equal(exitCode, 1);
      assert.match(lines.find((line) => line.startsWith('known.yaml: ')) ?? '', told);
    }
  });

  it('rest when their scenario was not selected, and not when there is none', () => {
    const known = { file: 'known.yaml', baseline: { known: [entry('a/one'), entry('a/two'), entry('no/such')] } };
    assert.deepEqual(
      ofSelection(known, ['a/one', 'a/two'], ['a/two']).baseline.known.map(({ scenario }) => scenario),
      ['a/two', 'no/such'],
    );
  });
});
