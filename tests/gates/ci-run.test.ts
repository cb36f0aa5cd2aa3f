import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { ROOT } from './project.ts';

/** Runs `.ci/run` with an npm that does no more than answer with these shell commands. */
function runCi(
  context: TestContext,
  npm: { readonly ci?: string; readonly check?: string; readonly test?: string; readonly prove?: string },
): { readonly lines: string[]; readonly status: number | null } {
  const folder = mkdtempSync(path.join(tmpdir(), 'atmos-ci-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, '.ci'));
  mkdirSync(path.join(folder, 'bin'));
  copyFileSync(path.join(ROOT, '.ci/run'), path.join(folder, '.ci/run'));
  const commands = `case "$*" in
    ci) ${npm.ci ?? 'true'} ;;
    'run check') ${npm.check ?? 'true'} ;;
    test) ${npm.test ?? "echo '7 passed, 0 failed'"} ;;
    'run prove -- --quiet') ${npm.prove ?? 'true'} ;;
    *) exit 9 ;;
  esac`;
  for (const [name, script] of [
    ['npm', commands],
    ['apt-get', 'true'],
  ] as const) {
    writeFileSync(path.join(folder, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const { stdout, status } = spawnSync('bash', [path.join(folder, '.ci/run')], {
    cwd: tmpdir(),
    encoding: 'utf8',
    env: { ...process.env, PATH: `${path.join(folder, 'bin')}:${process.env.PATH}` },
  });
  return { lines: stdout.trimEnd().split('\n'), status };
}

describe('.ci/run', () => {
  test('ends with the counts of npm test', (context) => {
    const { lines, status } = runCi(context, {});
    assert.equal(lines.at(-1), '7 passed, 0 failed');
    assert.equal(status, 0);
  });

  test('fails when a test failed', (context) => {
    const { lines, status } = runCi(context, { test: "echo '6 passed, 1 failed'; exit 1" });
    assert.equal(lines.at(-1), '6 passed, 1 failed');
    assert.equal(status, 1);
  });

  test('a failed check hides no test and counts as one failure', (context) => {
    const { lines, status } = runCi(context, { check: 'exit 1' });
    assert.ok(lines.includes('7 passed, 0 failed'), 'what npm test printed');
    assert.equal(lines.at(-1), '7 passed, 1 failed');
    assert.equal(status, 1);
  });

  test('a proof that failed, as when the score has dropped, is a failure', (context) => {
    const { lines, status } = runCi(context, { prove: 'exit 1' });
    assert.equal(lines.at(-1), '7 passed, 1 failed');
    assert.equal(status, 1);
  });

  test('a failed check and a failed proof are two failures', (context) => {
    const { lines, status } = runCi(context, { check: 'exit 1', prove: 'exit 1' });
    assert.equal(lines.at(-1), '7 passed, 2 failed');
    assert.equal(status, 1);
  });

  test('an installation that failed is a failure', (context) => {
    const { lines, status } = runCi(context, { ci: 'exit 1' });
    assert.equal(lines.at(-1), '0 passed, 1 failed');
    assert.equal(status, 1);
  });

  test('tests that end without their counts are a failure, whatever their exit code', (context) => {
    const { lines, status } = runCi(context, { test: "echo 'all fine'" });
    assert.equal(lines.at(-1), '0 passed, 1 failed');
    assert.equal(status, 1);
  });
});
