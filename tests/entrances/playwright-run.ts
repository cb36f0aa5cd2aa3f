import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { parseReport } from '../../reporters/model/report-file.ts';
import type { Report } from '../../reporters/model/types.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const CLI = path.join(ROOT, 'node_modules/@playwright/test/cli.js');

/** The parts of Playwright's JSON report that are looked at. */
interface JsonSuite {
  readonly suites?: readonly JsonSuite[];
  readonly specs: readonly { readonly title: string; readonly tests: readonly JsonTest[] }[];
}

interface JsonTest {
  readonly status: 'expected' | 'unexpected' | 'skipped' | 'flaky';
  readonly annotations: readonly { readonly type: string; readonly description?: string }[];
  readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[];
}

export interface PlaywrightTest {
  readonly title: string;
  readonly status: JsonTest['status'];
  readonly error: string;
  /** First annotation of a type. */
  annotation(type: string): string | undefined;
}

export interface PlaywrightRun {
  readonly status: number | null;
  readonly output: string;
  readonly folder: string;
  readonly tests: readonly PlaywrightTest[];
  /** Read back by the project's own reader, which refuses a report that was cut short. */
  readonly report: Report | null;
}

/** A folder that goes with the test. */
export function folderFor(context: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'atmos-entrance-'));
  context.after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Runs Playwright with the project's own configuration, as `npx playwright ARGUMENTS`. */
export async function playwright(
  context: TestContext,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<PlaywrightRun> {
  const folder = folderFor(context);
  const json = path.join(folder, 'playwright.json');
  // Nothing of the run that this test is part of may reach the one inside it.
  const outer = Object.entries(process.env).filter(
    ([name]) => !/^(ATMOS_|PLAYWRIGHT_|NODE_TEST_|FORCE_COLOR$)/.test(name),
  );
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(outer), ATMOS_OUT: folder, PLAYWRIGHT_JSON_OUTPUT_FILE: json, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  context.after(() => child.kill('SIGKILL'));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const status = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const report = path.join(folder, 'report.json');
  return {
    status,
    output,
    folder,
    tests: existsSync(json) ? testsOf(JSON.parse(readFileSync(json, 'utf8')) as JsonSuite) : [],
    report: existsSync(report) ? parseReport(readFileSync(report)) : null,
  };
}

function testsOf(suite: Partial<JsonSuite>): PlaywrightTest[] {
  const here = (suite.specs ?? []).flatMap(({ title, tests }) =>
    tests.map(({ status, annotations, results }) => ({
      title,
      status,
      error: results.flatMap(({ errors }) => errors.map(({ message }) => message ?? '')).join('\n'),
      annotation: (type: string) => annotations.find((one) => one.type === type)?.description,
    })),
  );
  return [...here, ...(suite.suites ?? []).flatMap(testsOf)];
}
