import { loadCatalogue } from '../suite/catalogue/load.ts';
import { closeContext, openContext } from '../suite/engine/open-context.ts';
import { Ledger, type Resource } from '../suite/session/ledger.ts';
import type { LedgerHeader } from '../suite/session/ledger-line.ts';
import { readLedger } from '../suite/session/read-ledger.ts';
import type { RunContext } from '../suite/session/run-context.ts';
import { type Swept, sweep, whatIsThere } from '../suite/stage/sweep.ts';
import { type TaskUnderWay, tasksUnderWay } from '../suite/stage/tasks-under-way.ts';
import { parseDuration } from '../suite/target/duration.ts';
import { targetStatement } from '../suite/target/statement.ts';
import { loadTarget } from '../suite/target/target-file.ts';
import type { Target } from '../suite/target/types.ts';
import { openXmlEngine } from '../suite/xml/index.ts';
import { UsageError } from './usage-error.ts';

export interface CleanUpOptions {
  readonly target: string;
  readonly ledger?: string;
  readonly prefix?: string;
  readonly dryRun?: boolean;
  /** How long what a request under way at the kill makes has to show, e.g. `2s`. */
  readonly wait: string;
}

/** Takes one line. */
export type Print = (line: string) => void;

const CLEAN = 0;
const SOMETHING_LEFT = 3;

/** A shorter beginning could be the one of names that are not the suite's. */
const SHORTEST_PREFIX = 4;

/** What is to be removed: what a ledger holds, or what is called so. */
interface Wanted {
  readonly prefix: string;
  readonly run: LedgerHeader | null;
  readonly knownTasks: readonly string[];
  open(): Ledger;
}

/** Removes what a run left on a server that was killed, or what bears a prefix. Gives the exit code: 0, or 3 when something is left. */
export async function cleanUpAfter(options: CleanUpOptions, print: Print = toStdout): Promise<number> {
  const target = loadTarget(options.target);
  const wanted = wantedBy(options, target);
  if (wanted === null) {
    print(`${options.ledger}: the run was killed before it made anything`);
    return tell([], print);
  }
  const graceMs = parseDuration(options.wait);
  if (graceMs === undefined) throw new UsageError(`--wait ${options.wait} is no time such as 2s or 500ms`);
  const { admin } = target.principals;
  const organization = wanted.run?.organization ?? target.organization;
  const { context } = await openContext(
    {
      catalogue: loadCatalogue(),
      xml: await openXmlEngine(),
      // Only the administrator of the run's organisation is needed, and a look into all of its VDCs.
      target: {
        ...target,
        principals: admin === undefined ? {} : { admin },
        vdcs: [],
        ...(organization === undefined ? {} : { organization }),
      },
      seed: 0,
      prefix: wanted.prefix,
    },
    () => wanted.open(),
  );
  try {
    if (options.dryRun === true) return await dryRun(context, wanted, print);
    return report(
      await sweep(context, {
        prefix: wanted.prefix,
        knownTasks: wanted.knownTasks,
        cutOff: true,
        graceMs,
        patienceMs: Math.max(graceMs, target.tasks.budgetMs),
        onRemoval: (removal) => {
          if (removal.outcome === 'removed') print(`removed ${described(removal.resource)}`);
        },
        onWaiting: waitingLines((line) => process.stderr.write(`${line}\n`)),
      }),
      print,
    );
  } finally {
    await closeContext(context);
  }
}

/** Null for a ledger in which nothing stands yet. */
function wantedBy({ ledger, prefix }: CleanUpOptions, target: Target): Wanted | null {
  if (ledger !== undefined && prefix === undefined) {
    const { run, tasks } = readLedger(ledger);
    if (run === null) return null;
    const { baseUrl } = targetStatement(target);
    if (run.target !== baseUrl) {
      throw new UsageError(
        `${ledger} is of a run against ${run.target}, and the target file names ${baseUrl}; --prefix ${run.prefix} cleans up there all the same`,
      );
    }
    return { prefix: run.prefix, run, knownTasks: tasks, open: () => Ledger.resume(ledger) };
  }
  if (prefix === undefined || ledger !== undefined)
    throw new UsageError('cleanup needs --ledger or --prefix, and not both');
  if (prefix.length < SHORTEST_PREFIX) {
    throw new UsageError(
      `--prefix ${prefix} is too short: at least ${SHORTEST_PREFIX} characters, or the names of others would be met`,
    );
  }
  return { prefix, run: null, knownTasks: [], open: () => new Ledger(null) };
}

async function dryRun(run: RunContext, { prefix, knownTasks }: Wanted, print: Print): Promise<number> {
  const names = new Set(run.ledger.remaining().map((resource) => resource.name));
  const underWay = await tasksUnderWay(run, knownTasks, { names, prefix, unknownRequests: true });
  const { listed, unread } = await whatIsThere(run, prefix);
  for (const resource of listed) print(`would remove ${described(resource)}`);
  return report({ left: [], underWay, unread }, print, listed);
}

function report({ left, underWay, unread }: Swept, print: Print, untouched: readonly Resource[] = []): number {
  for (const { resource, reason } of left) print(`left ${described(resource)}: ${reason}`);
  for (const { id, type, objectName } of underWay) print(`still running: task ${id} (${type} of ${objectName})`);
  return tell(
    [
      ...untouched.map(described),
      ...left.map(({ resource }) => described(resource)),
      ...underWay.map(({ id }) => `whatever task ${id} makes`),
      ...unread.map((what) => `unknown: ${what} cannot be read`),
    ],
    print,
  );
}

/** The last line, and the exit code that goes with it. */
function tell(residue: readonly string[], print: Print): number {
  print(`residue: ${residue.length === 0 ? 'none' : residue.join(', ')}`);
  return residue.length === 0 ? CLEAN : SOMETHING_LEFT;
}

/** Tells of each task once, however often it is waited for. */
export function waitingLines(say: (line: string) => void): (tasks: readonly TaskUnderWay[]) => void {
  const told = new Set<string>();
  return (tasks) => {
    for (const { id, type, objectName } of tasks) {
      if (!told.has(id)) say(`waiting for task ${id} (${type} of ${objectName})`);
      told.add(id);
    }
  };
}

function described({ kind, vdc, name }: Resource): string {
  if (kind === 'image') return `image ${name}`;
  return `VM ${vdc === undefined ? '' : `${vdc}/`}${name}`;
}

function toStdout(line: string): void {
  process.stdout.write(`${line}\n`);
}
