import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildReport } from '../reporters/model/build-report.ts';
import { wantsColors } from '../reporters/terminal/palette.ts';
import { createProgress, type Progress } from '../reporters/terminal/progress.ts';
import { EXIT_CODES } from '../reporters/text/words.ts';
import { loadCatalogue } from '../suite/catalogue/load.ts';
import { recordRun } from '../suite/engine/record-run.ts';
import { runSuite } from '../suite/engine/run.ts';
import { asRecorded } from '../suite/evidence/canonical-json.ts';
import { planScenarios } from '../suite/plan/planner.ts';
import { Blocked } from '../suite/session/blocked.ts';
import { ledgerFileOf } from '../suite/session/ledger.ts';
import { runPrefix } from '../suite/session/names.ts';
import { targetStatement } from '../suite/target/statement.ts';
import { loadTarget } from '../suite/target/target-file.ts';
import type { Target } from '../suite/target/types.ts';
import { openXmlEngine } from '../suite/xml/index.ts';
import { waitingLines } from './clean-up.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { leavingLines, leftoverLines } from './ledger-lines.ts';
import { runResult, SUITE_NAME } from './run-result.ts';
import { restrict, type SelectionOptions, select } from './selection.ts';
import { stopSignal } from './stop-signal.ts';
import { removeReports, writeReports } from './write-reports.ts';

export interface CertifyOptions extends SelectionOptions {
  readonly target?: string;
  readonly out: string;
  readonly seed: number;
  readonly shuffle?: boolean;
  readonly quiet?: boolean;
}

/** Certifies a target (or the embedded mock), writes the reports, and gives the exit code. */
export async function certify(options: CertifyOptions): Promise<number> {
  const catalogue = loadCatalogue();
  const scenarios = select(planScenarios(catalogue), options);
  const embedded: Embedded | null = options.target === undefined ? await startEmbedded({ seed: options.seed }) : null;
  const target: Target = restrict(embedded?.target ?? loadTarget(options.target ?? ''), options);
  const xml = await openXmlEngine();
  const prefix = runPrefix(Math.random() * 60466176);
  mkdirSync(options.out, { recursive: true });
  removeReports(options.out);
  let progress: Progress | undefined;
  const say = (line: string): void => {
    if (progress === undefined) process.stderr.write(`${line}\n`);
    else progress.note(line);
  };
  // A run that only reads has nothing to clean up after, and the embedded mock ends with it.
  const ledger =
    embedded === null && target.tiers.some((tier) => tier !== 'read-only') ? ledgerFileOf(options.out, prefix) : null;
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
    run: { xmlEngine: xml.name, prefix, scenarios: scenarios.map((scenario) => scenario.id), ...targetFile },
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
    const report = buildReport(
      runResult(run, { catalogue, xmlEngine: xml.name, seed: options.seed, target: stated, ...targetFile }),
    );
    const exitCode = writeReports(report, options.out);
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
    await embedded?.mock.close();
  }
}
