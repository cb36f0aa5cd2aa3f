import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tally } from './tally.ts';

/** The part of Playwright's JSON report that counting needs. */
interface JsonReport {
  readonly stats: Readonly<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>;
  /** Errors outside any test. */
  readonly errors: readonly { readonly message?: string }[];
}

/**
 * Runs `playwright test` with the project's own configuration, which adds the JSON reporter when
 * `PLAYWRIGHT_JSON_OUTPUT_FILE` is set. A run without that report, or without a test, counts as one failure.
 */
export function runPlaywrightTests(root: string, timeoutMs: number, print: (line: string) => void): Tally {
  const folder = mkdtempSync(path.join(tmpdir(), 'atmos-playwright-'));
  try {
    const file = path.join(folder, 'report.json');
    const { status } = spawnSync(
      path.join(root, 'node_modules/.bin/playwright'),
      ['test', '--config', 'playwright.config.ts'],
      {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
        timeout: timeoutMs,
      },
    );
    const report = readReport(file);
    if (report === null) {
      print('✘ Playwright left no report; playwright.config.ts must list the reporter `json` when the run asks for it');
      return { passed: 0, failed: 1, skipped: 0 };
    }
    return tallyOf(report, status, print);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tallyOf({ stats, errors }: JsonReport, status: number | null, print: (line: string) => void): Tally {
  for (const { message } of errors) print(`✘ Playwright: ${message ?? 'error outside any test'}`);
  // A pass on a retry is not a pass.
  const failed = stats.unexpected + stats.flaky + errors.length;
  const silent = failed === 0 && (status !== 0 || stats.expected === 0);
  if (silent) print(`✘ Playwright ended with ${status ?? 'a signal'} after ${stats.expected} tests`);
  return { passed: stats.expected, failed: silent ? 1 : failed, skipped: stats.skipped };
}

function readReport(file: string): JsonReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JsonReport;
  } catch {
    return null;
  }
}
