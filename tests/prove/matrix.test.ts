import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Done, Job } from '../../prove/job.ts';
import type { Kill } from '../../prove/kills.ts';
import { faultRow, killMatrix, variantRow } from '../../prove/matrix.ts';
import { problemsOf } from '../../prove/problems.ts';
import type { TrialResult } from '../../prove/trial.ts';
import { renderKillMatrix } from '../../reporters/kill-matrix/page.ts';
import { ALL_CHECKS } from '../../suite/checks/all-checks.ts';

const FACTS = {
  suite: { name: 'suite', version: '1.2.3' },
  catalogueHash: 'abc',
  seed: 1,
  full: false,
  startedAt: '2026-01-01T00:00:00.000Z',
  elapsedMs: 1000,
};

const kill = (check: string): Kill => ({
  check,
  requirement: 'power-on-vm.location',
  requirements: ['power-on-vm.location'],
  scenario: 'power-on-vm/success',
  expected: 'a Location',
  actual: '<none>',
  where: 'header Location',
  count: 1,
  exchange: null,
});

const job = (id: string): Job => ({
  id,
  fault: id,
  variants: [],
  scenarios: ['power-on-vm/success'],
  exchanges: false,
  seed: 1,
});
const done = (id: string, outcome: TrialResult['outcome'], ...checks: readonly string[]): Done => ({
  job: id,
  result: { outcome, kills: checks.map(kill), open: [], exchanges: 5, elapsedMs: 7 },
});
const fault = (id: string, ...checks: readonly string[]) =>
  faultRow(
    { id, title: `about ${id}`, description: 'wrong', kind: 'response', operation: 'power-on-vm' },
    job(id),
    done(id, checks.length === 0 ? 'conformant' : 'nonconformant', ...checks),
    ALL_CHECKS,
    100,
  );

test('a fault is killed by its owner, missed when only others fail it, and survives when nothing does', () => {
  assert.equal(fault('power-on-vm/location-missing', 'location').status, 'killed');
  assert.equal(fault('power-on-vm/location-missing', 'effect').status, 'missed');
  assert.equal(fault('power-on-vm/location-missing').status, 'survived');
  const both = fault('power-on-vm/location-missing', 'location', 'effect');
  assert.deepEqual(
    both.kills.map(({ check, standing }) => [check, standing]),
    [
      ['location', 'owner'],
      ['effect', 'wrong'],
    ],
  );
});

test('whatever a run of somebody else’s wrong server fails counts as noticed', () => {
  const row = faultRow(
    { id: 'theirs', title: 'theirs', description: '', kind: 'foreign' },
    job('theirs'),
    done('theirs', 'nonconformant', 'effect'),
    ALL_CHECKS,
    100,
  );
  assert.equal(row.status, 'killed');
  assert.deepEqual(problemsOf(killMatrix(FACTS, [row], [], ALL_CHECKS, []), false), []);
});

test('a variant passes only when its run was conformant', () => {
  const plain = { ...job('v'), fault: 'v' };
  assert.equal(variantRow(plain, done('v', 'conformant'), 100).passed, true);
  assert.equal(variantRow(plain, done('v', 'incomplete'), 100).passed, false);
  assert.equal(variantRow(plain, { job: 'v', result: null, problem: 'broke' }, 100).passed, false);
});

test('the score counts, and every shortcoming is a problem', () => {
  const matrix = killMatrix(
    FACTS,
    [
      fault('power-on-vm/location-missing', 'location'),
      fault('reset-vm/location-missing', 'location', 'effect'),
      fault('suspend-vm/location-missing', 'effect'),
      fault('resume-vm/location-missing'),
    ],
    [variantRow(job('v'), done('v', 'nonconformant', 'links'), 100)],
    ALL_CHECKS,
    ['power-on-vm.location', 'task.listed'],
  );
  assert.deepEqual(matrix.score, {
    faults: 4,
    killed: 2,
    checks: ALL_CHECKS.length,
    checksWithKill: 1,
    variants: 1,
    passed: 0,
    wrongKills: 2,
  });
  assert.deepEqual(matrix.unprovenRequirements, ['task.listed']);
  const problems = problemsOf(matrix, true).map((line) => line.split(':')[0]);
  assert.deepEqual(problems.slice(0, 5), [
    'reset-vm/location-missing was also failed by effect in power-on-vm/success',
    'suspend-vm/location-missing was missed by location',
    'suspend-vm/location-missing was also failed by effect in power-on-vm/success',
    'resume-vm/location-missing survived',
    'variant v is nonconformant',
  ]);
  assert.ok(problems.includes('no fault was killed by the requirement task.listed'));
  assert.equal(problems.length, 5 + (ALL_CHECKS.length - 1) + 1);
});

test('the page tells every fault, check and variant, and nothing in it is markup of theirs', () => {
  const matrix = killMatrix(
    FACTS,
    [fault('power-on-vm/location-missing', 'location'), fault('resume-vm/location-missing')],
    [variantRow(job('<v>'), done('<v>', 'conformant'), 100)],
    ALL_CHECKS,
    [],
  );
  const page = renderKillMatrix(matrix);
  for (const { id } of ALL_CHECKS) assert.ok(page.includes(`<code>${id}</code>`), id);
  assert.ok(page.indexOf('resume-vm/location-missing') < page.indexOf('power-on-vm/location-missing'));
  assert.ok(page.includes('&lt;v&gt;') && page.includes('got &lt;none&gt;') && !page.includes('<v>'));
  assert.ok(page.includes('50.0 %') && page.includes('✗ survived') && page.includes('✓ passed'));
});
