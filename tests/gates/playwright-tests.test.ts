import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runTestCommand } from './run-test-command.ts';

const CONFIG = `export default {
  testDir: 'specs',
  workers: 1,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['null'], ['json']] : [['null']],
};`;
const ONE_NODE_TEST = "import { test } from 'node:test';\ntest('one', () => {});";

const spec = (body: string): string => `import { test } from '@playwright/test';\n${body}`;

describe('the test command and Playwright', () => {
  test('the counts of both runners are added', (context) => {
    const { lines, status } = runTestCommand(context, {
      'tests/a.test.ts': ONE_NODE_TEST,
      'playwright.config.ts': CONFIG,
      'specs/a.spec.ts': spec("test('two', () => {}); test('three', () => {});"),
    });
    assert.equal(lines.at(-1), '3 passed, 0 failed');
    assert.equal(status, 0);
  });

  test('a failure, a pass on a retry and a skip are none of them a pass', (context) => {
    const { lines, status } = runTestCommand(context, {
      'playwright.config.ts': CONFIG.replace('workers: 1', 'workers: 1, retries: 1'),
      'specs/a.spec.ts': spec(`
        test('good', () => {});
        test('bad', () => { throw new Error('broken on purpose'); });
        test('flaky', ({}, info) => { if (info.retry === 0) throw new Error('only once'); });
        test('skipped', () => { test.skip(true, 'a reason'); });`),
    });
    assert.equal(lines.at(-1), '1 passed, 2 failed');
    assert.match(lines.at(-2) ?? '', /1 skipped with a reason/);
    assert.equal(status, 1);
  });

  test('an error outside any test is a failure', (context) => {
    const { lines, status } = runTestCommand(context, {
      'playwright.config.ts': CONFIG,
      'specs/a.spec.ts': spec("test('one', () => {});"),
      'specs/b.spec.ts': spec("throw new Error('at load time');"),
    });
    assert.match(lines.at(-1) ?? '', /^\d+ passed, 1 failed$/);
    assert.equal(status, 1);
  });

  test('a Playwright without tests is a failure', (context) => {
    const { lines, status } = runTestCommand(context, {
      'tests/a.test.ts': ONE_NODE_TEST,
      'playwright.config.ts': CONFIG,
      'specs/steps.ts': '',
    });
    assert.equal(lines.at(-1), '1 passed, 1 failed');
    assert.equal(status, 1);
  });

  test('specs without a configuration are a failure', (context) => {
    const { lines, status } = runTestCommand(context, { 'specs/a.spec.ts': spec("test('one', () => {});") });
    assert.equal(lines.at(-1), '0 passed, 1 failed');
    assert.equal(status, 1);
  });

  test('a Playwright that cannot be counted is a failure', (context) => {
    const { lines, status } = runTestCommand(context, {
      'playwright.config.ts': "export default { testDir: 'specs', reporter: 'null' };",
      'specs/a.spec.ts': spec("test('one', () => {});"),
    });
    assert.equal(lines.at(-1), '0 passed, 1 failed');
    assert.equal(status, 1);
  });
});
