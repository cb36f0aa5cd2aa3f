import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHtml } from '../reporters/html/page.ts';
import { buildReport } from '../reporters/model/build-report.ts';
import { serializeReport } from '../reporters/model/report-file.ts';
import { wantsColors } from '../reporters/terminal/palette.ts';
import { createProgress, type Progress } from '../reporters/terminal/progress.ts';
import { renderSummary } from '../reporters/terminal/summary.ts';
import { EXIT_CODES } from '../reporters/text/words.ts';
import { loadCatalogue } from '../suite/catalogue/load.ts';
import { runSuite } from '../suite/engine/run.ts';
import type { RunOptions } from '../suite/engine/types.ts';
import { RecordingWriter } from '../suite/evidence/recording.ts';
import { planScenarios } from '../suite/plan/planner.ts';
import { runPrefix } from '../suite/session/names.ts';
import { targetStatement } from '../suite/target/statement.ts';
import { loadTarget } from '../suite/target/target-file.ts';
import type { Target } from '../suite/target/types.ts';
import { openXmlEngine } from '../suite/xml/index.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { runResult, SUITE } from './run-result.ts';
import { restrict, type SelectionOptions, select } from './selection.ts';

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
  mkdirSync(options.out, { recursive: true });
  const recording = new RecordingWriter(join(options.out, 'recording.jsonl'), {
    suite: `${SUITE.name} ${SUITE.version}`,
    catalogue: { version: catalogue.version, hash: catalogue.hash },
    target: targetStatement(target),
    seed: options.seed,
    started: new Date().toISOString(),
  });
  const stop = new AbortController();
  const onSignal = (signal: string): void => stop.abort(`stopped by ${signal}`);
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  let progress: Progress | undefined;
  const runOptions: RunOptions = {
    catalogue,
    xml,
    target,
    scenarios,
    seed: options.seed,
    prefix: runPrefix(Math.random() * 60466176),
    ledgerFile: embedded === null ? join(options.out, 'ledger.jsonl') : null,
    signal: stop.signal,
    shuffle: options.shuffle ?? false,
    onStart: (total) => {
      if (options.quiet !== true)
        progress = createProgress({ stream: process.stderr, total, colors: wantsColors(process.stderr, process.env) });
    },
    onResult: (scenario, verdict) =>
      progress?.done({ scenario, verdict, advisories: [], exchanges: [], startedAt: '', elapsedMs: 0 }),
    onExchange: (exchange) => recording.exchange(exchange),
    onNote: (scenario, note) => recording.note(scenario, note),
    onEnding: (line) => recording.scenario(line.scenario, { ...line }),
  };
  try {
    const run = await runSuite(runOptions);
    progress?.end();
    recording.scenario('run/summary', {
      scenarios: scenarios.map((scenario) => scenario.id),
      organization: run.recorded.organization,
      residue: run.recorded.residue,
    });
    recording.close({ ended: run.finishedAt, complete: run.stoppedBecause === null });
    const report = buildReport(
      runResult(run, {
        catalogue,
        xmlEngine: xml.name,
        seed: options.seed,
        target,
        ...(options.target === undefined ? {} : { targetFile: options.target }),
      }),
    );
    const files: readonly (readonly [string, string])[] = [
      ['report.json', serializeReport(report)],
      ['report.html', renderHtml(report)],
    ];
    for (const [name, text] of files) writeFileSync(join(options.out, name), text);
    process.stdout.write(
      renderSummary(report, {
        columns: process.stdout.columns ?? 100,
        colors: wantsColors(process.stdout, process.env),
        reports: files.map(([name]) => join(options.out, name)),
      }),
    );
    return EXIT_CODES[report.outcome] ?? 3;
  } finally {
    progress?.end();
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    await embedded?.mock.close();
  }
}
