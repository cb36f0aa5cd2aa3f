import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildReport } from '../reporters/model/build-report.ts';
import { wantsColors } from '../reporters/terminal/palette.ts';
import { createProgress, type Progress } from '../reporters/terminal/progress.ts';
import { EXIT_CODES } from '../reporters/text/words.ts';
import { loadCatalogue } from '../suite/catalogue/load.ts';
import type { Catalogue } from '../suite/catalogue/types.ts';
import { type RunHeader, recordRun } from '../suite/engine/record-run.ts';
import { runSuite } from '../suite/engine/run.ts';
import { asRecorded } from '../suite/evidence/canonical-json.ts';
import { planScenarios } from '../suite/plan/planner.ts';
import type { Scenario } from '../suite/plan/types.ts';
import { Blocked } from '../suite/session/blocked.ts';
import { ledgerFileOf } from '../suite/session/ledger.ts';
import { runPrefix } from '../suite/session/names.ts';
import { targetStatement } from '../suite/target/statement.ts';
import { loadTarget } from '../suite/target/target-file.ts';
import type { Target } from '../suite/target/types.ts';
import { openXmlEngine } from '../suite/xml/index.ts';
import { waitingLines } from './clean-up.ts';
import { startEmbedded } from './embedded.ts';
import { leavingLines, leftoverLines } from './ledger-lines.ts';
import { type ReportFlags, reportOptions } from './report-options.ts';
import { runResult, SUITE_NAME } from './run-result.ts';
import { restrict, type SelectionOptions, select } from './selection.ts';
import { readShard } from './shard.ts';
import { stopSignal } from './stop-signal.ts';
import { UsageError } from './usage-error.ts';
import { type ReportOptions, removeReports, writeReports } from './write-reports.ts';

export interface CertifyOptions extends SelectionOptions, ReportFlags {
  readonly target?: string;
  readonly out: string;
  readonly seed: number;
  readonly shuffle?: boolean;
  readonly quiet?: boolean;
}

/** What was understood from the command line, before anything is sent. */
interface Order {
  readonly catalogue: Catalogue;
  readonly planned: number;
  readonly scenarios: readonly Scenario[];
  /** For the recording of one part of several. */
  readonly shard?: RunHeader['shard'];
  readonly reports: ReportOptions;
}

/** Certifies a target (or the embedded mock), writes the reports, and gives the exit code. */
export async function certify(options: CertifyOptions): Promise<number> {
  const order = understand(options);
  if (options.target !== undefined) {
    const target = restrict(loadTarget(options.target), options);
    makeRoom(options.out);
    return perform(order, options, target);
  }
  const { target, mock } = await startEmbedded({ seed: options.seed });
  try {
    const restricted = restrict(target, options);
    makeRoom(options.out);
    return await perform(order, options, restricted);
  } finally {
    await mock.close();
  }
}

function understand(options: CertifyOptions): Order {
  const catalogue = loadCatalogue();
  const planned = planScenarios(catalogue);
  const scenarios = select(planned, options);
  const { shard, ...whole } = options;
  if (options.sign !== undefined && (options.grep !== undefined || shard !== undefined))
    throw new UsageError('a certificate is about the whole suite, so --sign goes neither with --grep nor with --shard');
  return {
    catalogue,
    planned: planned.length,
    scenarios,
    ...(shard === undefined ? {} : { shard: { ...readShard(shard), scenarios: select(planned, whole).length } }),
    reports: reportOptions(options, planned, scenarios),
  };
}

function makeRoom(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    removeReports(folder);
  } catch (error) {
    throw new UsageError(
      `--out ${folder} cannot be written to: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function perform(order: Order, options: CertifyOptions, target: Target): Promise<number> {
  const { catalogue, scenarios, planned, shard } = order;
  const xml = await openXmlEngine();
  const prefix = runPrefix(Math.random() * 60466176);
  let progress: Progress | undefined;
  const say = (line: string): void => {
    if (progress === undefined) process.stderr.write(`${line}\n`);
    else progress.note(line);
  };
  // A run that only reads has nothing to clean up after, and the embedded mock ends with it.
  const ledger =
    options.target !== undefined && target.tiers.some((tier) => tier !== 'read-only')
      ? ledgerFileOf(options.out, prefix)
      : null;
  if (ledger !== null) {
    for (const line of leftoverLines(options.out, options.target ?? '')) say(line);
  }
  const targetFile = options.target === undefined ? {} : { targetFile: options.target };
  const stated = asRecorded(targetStatement(target));
  const recording = recordRun({
    file: join(options.out, 'recording.jsonl'),
    suite: SUITE_NAME,
    catalogue,
    target: stated,
    seed: options.seed,
    run: {
      xmlEngine: xml.name,
      prefix,
      scenarios: scenarios.map((scenario) => scenario.id),
      ...targetFile,
      ...(shard === undefined ? {} : { shard }),
    },
  });
  const stop = stopSignal(() => say('stopping, and removing what the run made; once more to leave it there'));
  try {
    const run = await runSuite({
      catalogue,
      xml,
      target,
      scenarios,
      seed: options.seed,
      prefix,
      ledgerFile: ledger,
      signal: stop.signal,
      shuffle: options.shuffle ?? false,
      onStart: (total) => {
        if (options.quiet !== true)
          progress = createProgress({
            stream: process.stderr,
            total,
            colors: wantsColors(process.stderr, process.env),
          });
      },
      onResult: (scenario, verdict) =>
        progress?.done({ scenario, verdict, advisories: [], exchanges: [], startedAt: '', elapsedMs: 0 }),
      onWaiting: waitingLines(say),
      ...recording.hooks,
      // Nothing is made before, and from here on the ledger is there to clean up by.
      onOpen: (opened) => {
        recording.hooks.onOpen(opened);
        if (ledger !== null) say(`run ${prefix}, ledger ${ledger}`);
      },
    });
    recording.close(run);
    progress?.end();
    progress = undefined;
    const facts = { catalogue, xmlEngine: xml.name, seed: options.seed, target: stated, planned, ...targetFile };
    const exitCode = writeReports(buildReport(runResult(run, facts)), options.out, order.reports);
    if (shard !== undefined)
      say(`part ${shard.current} of ${shard.total}; atmos-conformance merge makes one report of all parts`);
    if (ledger !== null) for (const line of leavingLines(run, prefix, ledger, options.target ?? '')) say(line);
    return exitCode;
  } catch (error) {
    if (!stop.signal.aborted || !(error instanceof Blocked)) throw error;
    say(`${String(stop.signal.reason)} before the first scenario; nothing was judged`);
    return EXIT_CODES.incomplete;
  } finally {
    progress?.end();
    recording.close(null);
    stop.release();
  }
}
