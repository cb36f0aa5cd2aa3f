import { setTimeout as sleep } from 'node:timers/promises';
import { linksOf } from '../document/links.ts';
import type { Exchange } from '../evidence/types.ts';
import type { Resource } from '../session/ledger.ts';
import { keyOf } from '../session/ledger-line.ts';
import type { RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';
import { CLEAN_UP, cleanUp, type Removal } from './clean-up.ts';
import { type TaskUnderWay, tasksUnderWay } from './tasks-under-way.ts';

export interface SweepOptions {
  /** Whatever is called so is the run's own, although the ledger may not know it. */
  readonly prefix: string;
  /** Ids of tasks that need not be looked at: they were there before the run. */
  readonly knownTasks: Iterable<string>;
  /** Whether the run was cut off, so that requests may be under way that nobody knows of. */
  readonly cutOff: boolean;
  /** Milliseconds in which what such a request makes has to show. */
  readonly graceMs: number;
  /** Milliseconds to wait for tasks that are under way. */
  readonly patienceMs: number;
  readonly onRemoval?: (removal: Removal) => void;
  readonly onWaiting?: (tasks: readonly TaskUnderWay[]) => void;
}

export interface Swept {
  readonly left: readonly { readonly resource: Resource; readonly reason: string }[];
  /** Tasks that had not ended when patience did: what they make is still to come. */
  readonly underWay: readonly TaskUnderWay[];
  /** Lists that could not be read, so that nobody knows what is in them. */
  readonly unread: readonly string[];
}

const LONGEST_PAUSE_MS = 250;

/** Rounds in which something is removed although nothing more can come: a server that forgets a deletion ends this. */
const MOST_ROUNDS = 5;

/** Removes what the run has made and looks again, until nothing is left and nothing more can come. */
export async function sweep(run: RunContext, options: SweepOptions): Promise<Swept> {
  const begun = performance.now();
  const passed = (ms: number): boolean => performance.now() - begun >= ms;
  const suspects = new Set<string>();
  let wasQuiet = false;
  for (let rounds = 0; ; ) {
    const quiet = passed(options.graceMs);
    // First the tasks and then what is there: whatever a task has made by its end is seen.
    const names = new Set(run.ledger.remaining().map((resource) => resource.name));
    const seen = await tasksUnderWay(run, options.knownTasks, {
      names,
      prefix: options.prefix,
      unknownRequests: options.cutOff || unanswered(run),
    });
    // Whoever began a task only now did not do so on behalf of the run.
    if (!wasQuiet) for (const task of seen) suspects.add(task.id);
    wasQuiet = quiet;
    const underWay = seen.filter((task) => task.sure || suspects.has(task.id));
    const { resources, strays, unread } = await whatIsThere(run, options.prefix);
    const held = new Set(passed(options.patienceMs) ? [] : underWay.map((task) => task.objectName));
    const removals = await cleanUp(
      run,
      resources.filter((resource) => !held.has(resource.name)),
    );
    for (const removal of removals) if (removal.outcome !== 'absent') options.onRemoval?.(removal);
    if (underWay.length === 0 && quiet) {
      for (const removal of removals) if (removal.outcome === 'absent') run.ledger.removed(removal.resource);
    }
    const settled = (underWay.length === 0 && quiet) || (quiet && passed(options.patienceMs));
    if (settled) rounds += 1;
    if (settled && (rounds > MOST_ROUNDS || !removals.some((removal) => removal.outcome === 'removed'))) {
      return { left: removals.flatMap((removal) => leftover(removal, strays)), underWay, unread };
    }
    if (underWay.length > 0) options.onWaiting?.(underWay);
    if (!settled) await sleep(Math.min(LONGEST_PAUSE_MS, run.target.tasks.pollIntervalMs));
  }
}

function leftover(removal: Removal, listed: ReadonlySet<Resource>): Swept['left'] {
  const { resource } = removal;
  if (removal.outcome === 'left') return [{ resource, reason: removal.reason }];
  return listed.has(resource)
    ? [
        {
          resource,
          reason: removal.outcome === 'absent' ? 'it is listed and cannot be found' : 'it was deleted and came back',
        },
      ]
    : [];
}

export interface Inventory {
  /** What the ledger holds, newest first, then what bears the prefix without being in it. */
  readonly resources: readonly Resource[];
  /** Those of them that the lists of the server tell of. */
  readonly listed: readonly Resource[];
  /** Those of them that only the lists tell of. */
  readonly strays: ReadonlySet<Resource>;
  readonly unread: readonly string[];
}

/** Looks at what the run has made, in all VDCs and in the image store. */
export async function whatIsThere(run: RunContext, prefix: string): Promise<Inventory> {
  const session = new Session(run, CLEAN_UP);
  const { organization } = run;
  const unread: string[] = [];
  const names = (list: Exchange, what: string): readonly string[] => {
    const root = run.documents.root(list);
    if (list.response?.status !== 200 || root === undefined) {
      unread.push(`${what} (${list.response?.status ?? list.failure?.kind ?? 'no answer'})`);
    }
    // The run gives names in ascending order, so this is newest first.
    const links = linksOf(root, run.catalogue.version).map((link) => link.name);
    return [...new Set(links)].toSorted().reverse();
  };
  const vms = await Promise.all(
    run.survey.vdcs.map(async ({ name: vdc }) => {
      const list = await session.call('get-vm-list', { role: 'probe', parameters: { 'vdc-name': vdc } });
      return names(list, `the VM list of VDC ${vdc}`).map(
        (name): Resource => ({ kind: 'vm', organization, vdc, name }),
      );
    }),
  );
  const store = await session.call('list-uploaded-image', { role: 'probe' });
  const images = names(store, 'the image list').map((name): Resource => ({ kind: 'image', organization, name }));
  const all = [...vms.flat(), ...images];
  const open = run.ledger.remaining();
  const keys = new Set(open.map(keyOf));
  const strays = all.filter((one) => one.name.startsWith(prefix) && !keys.has(keyOf(one)) && !run.ledger.wasThere(one));
  const there = new Set(all.map(keyOf));
  const listed = [...open.filter((one) => there.has(keyOf(one))), ...strays];
  return { resources: [...open, ...strays], listed, strays: new Set(strays), unread };
}

function unanswered(run: RunContext): boolean {
  return run.evidence.all.some((exchange) => exchange.request.method !== 'GET' && exchange.response === null);
}
