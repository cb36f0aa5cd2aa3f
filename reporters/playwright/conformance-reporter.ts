import type {
  FullConfig,
  FullResult,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import type { Scenario } from '../../suite/plan/types.ts';
import { MergeError } from '../merge/merge-runs.ts';
import type { Report } from '../model/types.ts';
import { wantsColors } from '../terminal/palette.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { renderSummary } from '../terminal/summary.ts';
import { writeReports } from '../write-reports.ts';
import { CollectedParts, scenarioOf } from './collected-parts.ts';
import { resultOf, wholeReport } from './whole-report.ts';

export interface ConformanceReporterOptions {
  /** Folder of the report in all its formats; `reports` when nothing is said. */
  readonly outputFolder?: string;
  /** Set by Playwright: `list` when tests are only to be listed, `merge` when blob reports are put together. */
  readonly _mode?: string;
}

/**
 * Playwright's way to the report: tells how the run goes, puts what the tests attached together (of several shards too,
 * in `merge-reports`), writes the report, prints its summary, and fails every run that is not conformant.
 */
export default class ConformanceReporter implements Reporter {
  readonly #options: ConformanceReporterOptions;
  readonly #parts = new CollectedParts();
  #planned: ReadonlyMap<string, Scenario> = new Map();
  #suite: Suite | undefined;
  #progress: Progress | undefined;

  constructor(options: ConformanceReporterOptions = {}) {
    this.#options = options;
  }

  /** Listing is left to Playwright's own reporter. */
  printsToStdio(): boolean {
    return this.#options._mode !== 'list';
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    this.#suite = suite;
    this.#planned = new Map(planScenarios(loadCatalogue()).map((scenario) => [scenario.id, scenario]));
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const stream = process.stderr;
    this.#progress ??= createProgress({
      stream,
      total: this.#suite?.allTests().filter((one) => scenarioOf(one) !== null).length ?? 0,
      colors: wantsColors(stream, process.env),
    });
    const part = this.#parts.add(test, result);
    if (part === null) {
      // What a scenario came to is told by its verdict; here only what went wrong around it.
      for (const { message } of result.errors) this.#progress.note(`${test.title}: ${message ?? 'failed'}`);
      return;
    }
    const scenario = 'scenario' in part ? this.#planned.get(part.scenario) : undefined;
    if ('scenario' in part && scenario !== undefined) this.#progress.done(resultOf(scenario, part));
  }

  onError({ message, location }: TestError): void {
    const where = location === undefined ? '' : `${location.file}:${location.line}: `;
    process.stderr.write(`${where}${message ?? 'an error without a message'}\n`);
  }

  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk);
  }

  onStdErr(chunk: string | Buffer): void {
    process.stderr.write(chunk);
  }

  async onEnd({ status }: FullResult): Promise<{ status: FullResult['status'] } | undefined> {
    // Tests that were only listed, or that could not begin: what kept them was told by onError.
    if (this.#progress === undefined) return undefined;
    this.#progress.end();
    if (this.#parts.scenarios.length + this.#parts.runs().length === 0) return { status: 'failed' };
    try {
      const report = this.#report();
      this.#write(report);
      if (report.outcome === 'conformant') return undefined;
    } catch (error) {
      if (!(error instanceof MergeError)) throw error;
      process.stderr.write(`${error.message}\n`);
    }
    // An interrupted run stays one.
    return status === 'passed' ? { status: 'failed' } : undefined;
  }

  #report(): Report {
    return wholeReport(this.#parts, {
      catalogue: loadCatalogue(),
      planned: this.#planned,
      missing: this.#parts.missing(this.#suite?.allTests() ?? []),
      merging: this.#options._mode === 'merge',
      finishedAt: new Date().toISOString(),
    });
  }

  #write(report: Report): void {
    const files = writeReports(report, this.#options.outputFolder ?? 'reports');
    process.stdout.write(
      renderSummary(report, {
        columns: process.stdout.columns ?? 100,
        colors: wantsColors(process.stdout, process.env),
        reports: files,
        exitCode: false,
      }),
    );
  }
}
