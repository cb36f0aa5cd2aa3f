// Every test of the project: `npm test`, or `npm test -- xml gates` for the files whose path holds one of the words.
// The last line is `N passed, N failed`. Exit 1 when a test failed or none ran.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { sourceTree } from './imports/source-files.ts';
import { runNodeTests } from './runners/node-tests.ts';
import { runPlaywrightTests } from './runners/playwright-tests.ts';
import { type Tally, total } from './runners/tally.ts';

const ROOT = process.cwd();
const CONCURRENCY = 2;
// Ten times and more what they take on two idle cores: a limit is there for what hangs, and not for a slow machine.
const FILE_TIMEOUT_MS = 10 * 60_000;
const NODE_TIMEOUT_MS = 45 * 60_000;
const PLAYWRIGHT_TIMEOUT_MS = 15 * 60_000;

const words = process.argv.slice(2);
const wanted = (file: string): boolean => words.length === 0 || words.some((word) => file.includes(word));
const print = (line: string): void => console.log(line);

const sources = sourceTree(ROOT).files;
const files = sources.filter((file) => /^tests\/.*\.test\.ts$/.test(file) && wanted(file));
const tallies: Tally[] = [];

if (files.length > 0) {
  // Once for all, before several test files look for it at the same time. Without a browser the tests that need one fail.
  const browser = spawnSync(
    process.execPath,
    [...process.execArgv, path.join(import.meta.dirname, 'ensure-browser.ts')],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (browser.status === 0) process.env.ATMOS_CHROMIUM = browser.stdout.trim();

  const started = performance.now();
  const signal = AbortSignal.timeout(NODE_TIMEOUT_MS);
  const options = { root: ROOT, concurrency: CONCURRENCY, fileTimeoutMs: FILE_TIMEOUT_MS, signal, print };
  tallies.push(report(`node:test, ${files.length} files`, started, await runNodeTests(files, options)));
}
const hasSpecs =
  existsSync(path.join(ROOT, 'playwright.config.ts')) || sources.some((file) => file.startsWith('specs/'));
if (hasSpecs && wanted('specs')) {
  const started = performance.now();
  tallies.push(report('Playwright', started, runPlaywrightTests(ROOT, PLAYWRIGHT_TIMEOUT_MS, print)));
}

function report(runner: string, started: number, tally: Tally): Tally {
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped with a reason` : '';
  print(`${runner}: ${tally.passed} passed, ${tally.failed} failed${skipped} (${seconds} s)`);
  return tally;
}

const all = total(tallies);
if (tallies.length === 0) print('✘ no test was found');
print(`${all.passed} passed, ${all.failed} failed`);
process.exitCode = all.failed === 0 ? 0 : 1;
