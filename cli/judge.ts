import { buildReport } from '../reporters/model/build-report.ts';
import type { RunResult } from '../reporters/model/run-result.ts';
import type { Report } from '../reporters/model/types.ts';
import { loadCatalogue } from '../suite/catalogue/load.ts';
import { readRunHeader, rebuildRun } from '../suite/engine/rebuild-run.ts';
import type { RunHeader } from '../suite/engine/record-run.ts';
import { readRecording, readUnfinished } from '../suite/evidence/read-recording.ts';
import { RecordingError, type RecordingHeader } from '../suite/evidence/recording.ts';
import { planScenarios } from '../suite/plan/planner.ts';
import { ENGINE_VARIABLE, type EngineName, openXmlEngine } from '../suite/xml/index.ts';
import type { XmlEngine } from '../suite/xml/types.ts';
import { runResult, SUITE_NAME } from './run-result.ts';
import { writeReports } from './write-reports.ts';

export interface JudgeOptions {
  readonly out: string;
  /** Takes the recording of a run that was killed, and gives an incomplete report. */
  readonly incomplete?: boolean;
}

/** Judges a recorded run once more, without a server; writes the reports as certify does, and gives its exit code. */
export async function judgeRecording(file: string, options: JudgeOptions): Promise<number> {
  const { report, notes } = await judgeAgain(file, options);
  for (const line of notes) process.stderr.write(`${line}\n`);
  return writeReports(report, options.out);
}

export interface JudgedAgain {
  readonly report: Report;
  /** Where this suite is another than the one that recorded, one line each. */
  readonly notes: readonly string[];
}

/** Throws RecordingError. */
export async function judgeAgain(file: string, options: Pick<JudgeOptions, 'incomplete'> = {}): Promise<JudgedAgain> {
  const { run, notes } = await runAgain(file, options);
  return { report: buildReport(run), notes };
}

export interface RunAgain {
  readonly run: RunResult;
  readonly header: RunHeader;
  readonly notes: readonly string[];
}

/** The run of a recording, judged. Throws RecordingError. */
export async function runAgain(file: string, options: Pick<JudgeOptions, 'incomplete'>): Promise<RunAgain> {
  const recording = read(file, options);
  const header = inFile(file, () => readRunHeader(recording));
  const catalogue = loadCatalogue();
  const xml = await engineOf(header.xmlEngine);
  const plan = planScenarios(catalogue);
  const { run, target, unplanned } = inFile(file, () => rebuildRun(recording, catalogue, xml, plan));
  const { seed } = recording.header;
  const facts = { catalogue, xmlEngine: xml.name, seed, target, planned: plan.length };
  const { targetFile } = header;
  return {
    run: runResult(run, targetFile === undefined ? facts : { ...facts, targetFile }),
    header,
    notes: [
      ...differences(recording.header, header.xmlEngine, catalogue.hash, xml.name),
      ...(unplanned.length === 0 ? [] : [`not judged, because this suite plans them no more: ${unplanned.join(', ')}`]),
    ],
  };
}

function read(file: string, { incomplete }: Pick<JudgeOptions, 'incomplete'>): ReturnType<typeof readUnfinished> {
  if (incomplete === true) return readUnfinished(file);
  try {
    return readRecording(file);
  } catch (error) {
    if (error instanceof RecordingError && error.unfinished)
      throw new RecordingError(`${error.message}; --incomplete judges what is there`);
    throw error;
  }
}

/** Says which recording is of no use. */
function inFile<T>(file: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw error instanceof RecordingError ? new RecordingError(`${file}: ${error.message}`) : error;
  }
}

/** The engine that the run was judged with, where it can be had and no other is asked for. */
async function engineOf(recorded: string): Promise<XmlEngine> {
  if ((process.env[ENGINE_VARIABLE] ?? '') !== '') return openXmlEngine();
  const wanted = recorded.split(' ', 1)[0];
  const name = (['libxmljs2', 'libxml2-wasm'] satisfies EngineName[]).find((known) => known === wanted);
  return openXmlEngine(name).catch(() => openXmlEngine());
}

function differences(header: RecordingHeader, recordedEngine: string, hash: string, engine: string): readonly string[] {
  const lines: string[] = [];
  const compare = (what: string, then: string, now: string): void => {
    if (then !== now) lines.push(`${what}: recorded with ${then}, judged with ${now}; the verdicts may differ`);
  };
  compare('suite', header.suite, SUITE_NAME);
  compare('catalogue', header.catalogue.hash.slice(0, 12), hash.slice(0, 12));
  compare('XML engine', recordedEngine, engine);
  return lines;
}
