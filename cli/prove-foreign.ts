import { readFileSync } from 'node:fs';
import type { Done, Job } from '../prove/job.ts';
import { faultRow, killMatrix, variantRow } from '../prove/matrix.ts';
import { type TrialSetting, trial } from '../prove/trial.ts';
import { loadCatalogue } from '../suite/catalogue/load.ts';
import { ALL_CHECKS } from '../suite/checks/all-checks.ts';
import { planScenarios } from '../suite/plan/planner.ts';
import type { Scenario } from '../suite/plan/types.ts';
import { loadTarget } from '../suite/target/target-file.ts';
import type { Target } from '../suite/target/types.ts';
import { openXmlEngine } from '../suite/xml/index.ts';
import { concludeProof, serverCount } from './conclude-proof.ts';
import { type ForeignServer, startForeignServer } from './foreign-server.ts';
import { SUITE } from './run-result.ts';
import { UsageError } from './usage-error.ts';

interface ForeignOptions {
  /** Command that starts a server, with `{port}`, and `{fault}` or `{variant}` where it takes them. */
  readonly server: string;
  /** Target file, with `${PORT}` (and `${HOOK_PORT}`) where the ports belong. */
  readonly target: string;
}

const LOCAL: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

export interface ProveForeignOptions {
  readonly server: string;
  readonly target?: string;
  readonly faults?: string;
  readonly faultsFile?: string;
  readonly variants?: string;
  readonly seed: number;
  readonly jobs: number;
  readonly out: string;
  readonly quiet?: boolean;
}

/**
 * A blind test: somebody else's server with somebody else's faults, each against the whole suite. Every failure of a
 * wrong server counts as a kill; a server that is named as a variant must be found conformant.
 */
export async function proveForeign(options: ProveForeignOptions): Promise<number> {
  const { server, target } = options;
  if (target === undefined) throw new UsageError('--server needs --target');
  const startedAt = new Date();
  const catalogue = loadCatalogue();
  const planned = planScenarios(catalogue);
  const setting: TrialSetting = { catalogue, xml: await openXmlEngine(), seed: options.seed };
  const plain = { scenarios: null, exchanges: true, seed: options.seed };
  const faultJobs = namesFrom(options.faults, options.faultsFile).map(
    (id): Job => ({ ...plain, id, fault: id, variants: [] }),
  );
  const variantJobs = namesFrom(options.variants, undefined).map((id): Job => ({ ...plain, id, variants: [id] }));
  const jobs = [...faultJobs, ...variantJobs];
  if (jobs.length === 0)
    throw new UsageError('--server needs --faults, --faults-file or --variants: what is it to be started with?');
  const done = await doAllForeign(
    jobs,
    options.jobs,
    { server, target },
    setting,
    planned,
    serverCount(jobs.length, options.quiet === true),
  );
  const outcomeOf = (index: number): Done => done[index] ?? { job: '', result: null, problem: 'never done' };
  const facts = {
    suite: SUITE,
    catalogueHash: catalogue.hash,
    seed: options.seed,
    full: true,
    startedAt: startedAt.toISOString(),
    elapsedMs: Date.now() - startedAt.getTime(),
  };
  const faults = faultJobs.map((job, index) =>
    faultRow(
      { id: job.id, title: job.id, description: '', kind: 'foreign' },
      job,
      outcomeOf(index),
      ALL_CHECKS,
      planned.length,
    ),
  );
  const variants = variantJobs.map((job, index) =>
    variantRow(job, outcomeOf(faultJobs.length + index), planned.length),
  );
  const matrix = killMatrix(facts, faults, variants, ALL_CHECKS, []);
  return concludeProof(matrix, { out: options.out, whole: false, told: faults.length <= 5 });
}

/** Names of a list with commas, or of a file with one in each line; lines that begin with # say nothing. */
function namesFrom(list: string | undefined, file: string | undefined): readonly string[] {
  const lines = file === undefined ? [] : readFileSync(file, 'utf8').split('\n');
  return [...(list?.split(',') ?? []), ...lines]
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('#'));
}

function targetFor(file: string, { port, hookPort }: Pick<ForeignServer, 'port' | 'hookPort'>): Target {
  const target = loadTarget(file, { ...process.env, PORT: String(port), HOOK_PORT: String(hookPort) });
  const { hostname, port: used } = new URL(target.baseUrl);
  if (!LOCAL.has(hostname) || used !== String(port))
    throw new UsageError(`${file}: baseUrl must lead to this machine and to \${PORT}, not to ${target.baseUrl}`);
  return target;
}

/** One server, started for this job alone, against the scenarios of the job. */
async function perform(
  job: Job,
  options: ForeignOptions,
  setting: TrialSetting,
  planned: readonly Scenario[],
): Promise<Done> {
  let server: ForeignServer | null = null;
  try {
    server = await startForeignServer(options.server, { fault: job.fault ?? '', variant: job.variants.join(',') });
    const target = targetFor(options.target, server);
    return { job: job.id, result: await trial(setting, target, planned) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    return { job: job.id, result: null, problem: error instanceof Error ? error.message : String(error) };
  } finally {
    await server?.stop();
  }
}

/** Runs the whole suite against each server of somebody else's, several at a time. */
async function doAllForeign(
  jobs: readonly Job[],
  processes: number,
  options: ForeignOptions,
  setting: TrialSetting,
  planned: readonly Scenario[],
  onDone: () => void,
): Promise<readonly Done[]> {
  // What is wrong with the target file is told before the first server is started.
  targetFor(options.target, { port: 1, hookPort: 1 });
  const results: Done[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let place = next++; place < jobs.length; place = next++) {
      const job = jobs[place];
      if (job === undefined) continue;
      results[place] = await perform(job, options, setting, planned);
      onDone();
    }
  };
  await Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, lane));
  return results;
}
