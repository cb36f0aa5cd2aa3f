import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { readSettings } from '../../specs/entrance/settings.ts';

const DEFAULTS = { targetFile: undefined, out: resolve('reports'), seed: 1, mock: [], allure: false };

test('an empty environment, or one of empty variables, tests the embedded mock', () => {
  assert.deepEqual(readSettings({}), DEFAULTS);
  const empty = { ATMOS_TARGET: '', ATMOS_OUT: '', ATMOS_SEED: '', ATMOS_MOCK: ' ', ATMOS_ALLURE: '' };
  assert.deepEqual(readSettings(empty), DEFAULTS);
});

test('each variable has its say', () => {
  const { ATMOS_MOCK, ...others } = {
    ATMOS_TARGET: 'target.yaml',
    ATMOS_OUT: 'elsewhere',
    ATMOS_SEED: '42',
    ATMOS_MOCK: ' --fault a  --task-time 1s ',
    ATMOS_ALLURE: '1',
  };
  const out = resolve('elsewhere');
  assert.deepEqual(readSettings(others), { targetFile: 'target.yaml', out, seed: 42, mock: [], allure: true });
  assert.deepEqual(readSettings({ ATMOS_MOCK }).mock, ['--fault', 'a', '--task-time', '1s']);
  assert.equal(readSettings({ ATMOS_ALLURE: '0' }).allure, false);
});

test('what makes no sense is refused', () => {
  assert.throws(() => readSettings({ ATMOS_SEED: 'x' }), /ATMOS_SEED must be a whole number, not "x"/);
  assert.throws(() => readSettings({ ATMOS_TARGET: 't.yaml', ATMOS_MOCK: '--fault a' }), /take one of them out/);
});
