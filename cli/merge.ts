import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { absentShards } from '../reporters/merge/absent-shards.ts';
import { keptDialect } from '../reporters/merge/kept-dialect.ts';
import { MergeError, mergeRuns } from '../reporters/merge/merge-runs.ts';
import { buildReport } from '../reporters/model/build-report.ts';
import type { RunWithoutCatalogue } from '../reporters/model/run-result.ts';
import { loadCatalogue } from '../suite/catalogue/load.ts';
import type { RunHeader } from '../suite/engine/record-run.ts';
import { planScenarios } from '../suite/plan/planner.ts';
import { type RunAgain, runAgain } from './judge.ts';
import { type ReportFlags, reportOptions } from './report-options.ts';
import { UsageError } from './usage-error.ts';
import { removeReports, writeReports } from './write-reports.ts';

export interface MergeOptions extends ReportFlags {
  readonly out: string;
  readonly incomplete?: boolean;
}

interface Part extends RunAgain {
  readonly folder: string;
  readonly shard: NonNullable<RunHeader['shard']>;
}

/**
 * One report of all parts that `certify --shard` performed. Each is judged anew from its recording, over what was seen
 * in it. Gives the exit code that certify would give.
 */
export async function merge(folders: readonly string[], options: MergeOptions): Promise<number> {
  const catalogue = loadCatalogue();
  const planned = planScenarios(catalogue);
  const parts: Part[] = [];
  for (const folder of folders) parts.push(await readPart(folder, options));
  refuseStrangers(parts);
  const run = whole(parts, keptDialect(mergeRuns(parts.map((part) => part.run)), catalogue.readings));
  const other = parts.find(({ notes }) => notes.length > 0);
  if (options.sign !== undefined && other !== undefined)
    throw new UsageError(
      `a certificate tells what one suite saw and judged: ${other.folder} is from another (${other.notes.join('; ')})`,
    );
  const performed = run.results.map(({ scenario }) => scenario);
  if (options.sign !== undefined && performed.length < planned.length)
    throw new UsageError(
      `a certificate is about the whole suite, and these parts hold ${performed.length} of its ${planned.length} scenarios`,
    );
  const reports = reportOptions(options, planned, performed);
  makeRoom(options.out, folders);
  for (const { folder, notes } of parts) for (const note of notes) process.stderr.write(`${folder}: ${note}\n`);
  return writeReports(buildReport({ ...run, catalogue }), options.out, reports);
}

async function readPart(folder: string, options: MergeOptions): Promise<Part> {
  const again = await runAgain(join(folder, 'recording.jsonl'), options);
  const { shard } = again.header;
  if (shard === undefined)
    throw new MergeError(`${folder}: this run was no part of several, so there is nothing to merge`);
  return { ...again, folder, shard };
}

/** Parts that were cut in another way do not add up to one whole. */
function refuseStrangers(parts: readonly Part[]): void {
  const [first] = parts;
  for (const [index, part] of parts.entries()) {
    const { shard, folder } = part;
    const twin = parts.slice(0, index).find((other) => other.shard.current === shard.current);
    if (first === undefined) continue;
    if (shard.total !== first.shard.total || shard.scenarios !== first.shard.scenarios)
      throw new MergeError(
        `the parts are of different runs: ${described(first)} in ${first.folder}, ${described(part)} in ${folder}`,
      );
    if (twin !== undefined) throw new MergeError(`part ${shard.current} is there twice: ${twin.folder} and ${folder}`);
  }
}

function described({ shard }: Part): string {
  return `one of ${shard.total} parts of ${shard.scenarios} scenarios`;
}

/** A run of which a part, or a scenario, is missing is not complete. */
function whole(parts: readonly Part[], run: RunWithoutCatalogue): RunWithoutCatalogue {
  const absent = absentShards(parts.map(({ shard }) => shard));
  const wanted = parts[0]?.shard.scenarios ?? 0;
  if (absent.length > 0) return { ...run, complete: false, stoppedBecause: `missing: ${absent.join(', ')}` };
  if (run.results.length >= wanted) return run;
  const stoppedBecause = `${wanted - run.results.length} of the selected scenarios are in none of the parts`;
  return { ...run, complete: false, stoppedBecause };
}

function makeRoom(out: string, folders: readonly string[]): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new UsageError(
      `--out ${out} cannot be written to: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const own = folders.find((folder) => realpathSync(folder) === realpathSync(out));
  if (own !== undefined)
    throw new UsageError(`--out ${out} is the folder of a part, whose reports would be overwritten`);
  removeReports(out);
}
