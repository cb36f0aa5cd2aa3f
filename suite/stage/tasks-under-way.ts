import { linksOf } from '../document/links.ts';
import { phaseOf, readTask, taskLocation } from '../document/task.ts';
import type { Exchange } from '../evidence/types.ts';
import { isAccepted } from '../session/act.ts';
import type { RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';
import { CLEAN_UP } from './clean-up.ts';

export interface TaskUnderWay {
  readonly id: string;
  readonly type: string;
  readonly objectName: string;
  /** Whether it is certainly the run's; a task without our names may be that of anybody's request. */
  readonly sure: boolean;
}

/** Operations whose tasks make a VM; a task may name the source instead of what it makes. */
const MAKING = ['clone-vm', 'deploy-uploaded-image', 'deploy-nfs-server'];

/** Of a longer history only both ends are read: lists may begin with the oldest or with the newest. */
const MOST = 1000;

/** Tasks that were asked for by an unknown request, because no answer came or the run was killed, count by their type. */
export interface Ours {
  readonly names: ReadonlySet<string>;
  readonly prefix: string;
  /** Whether requests went out of whose tasks nothing is known. */
  readonly unknownRequests: boolean;
}

/** The tasks that still run and that may make, or hold, something of the run's. `known` have been there before it. */
export async function tasksUnderWay(
  run: RunContext,
  known: Iterable<string>,
  ours: Ours,
): Promise<readonly TaskUnderWay[]> {
  const session = new Session(run, CLEAN_UP);
  const { requested, ended } = tasksSeen(run);
  const passed = new Set([...known, ...ended]);
  const making = new Set(MAKING.flatMap((id) => run.catalogue.operation(id).taskTypes));
  const list = await session.call('get-task-list', { role: 'probe' });
  const links = linksOf(run.documents.root(list), run.catalogue.version).filter((link) => !passed.has(link.name));
  const looked = links.length <= MOST ? links : [...links.slice(0, MOST / 2), ...links.slice(-MOST / 2)];
  const read = await Promise.all(
    looked.map(async (link): Promise<readonly TaskUnderWay[]> => {
      if (link.resolved === null) return [];
      const exchange = await session.call('get-task', {
        role: 'probe',
        path: link.resolved.path,
        parameters: { 'task-id': link.name },
      });
      const task = readTask(run.documents.root(exchange));
      if (task === undefined || phaseOf(task.status, run.catalogue.tasks) !== 'running') return [];
      const { type = '', objectName = '' } = task;
      const named = ours.names.has(objectName) || objectName.startsWith(ours.prefix);
      const sure = named || requested.has(link.name);
      return sure || (ours.unknownRequests && making.has(type)) ? [{ id: link.name, type, objectName, sure }] : [];
    }),
  );
  return read.flat();
}

/** Task ids that answers gave out, and those that were seen to have ended. */
function tasksSeen(run: RunContext): { readonly requested: ReadonlySet<string>; readonly ended: ReadonlySet<string> } {
  const requested = new Set<string>();
  const ended = new Set<string>();
  for (const exchange of run.evidence.all) {
    if (isAcceptedCall(exchange)) {
      const id = taskLocation(exchange, run.catalogue.version)?.resolved?.name;
      if (id !== undefined) requested.add(id);
    } else if (exchange.operation === 'get-task') {
      const id = exchange.parameters['task-id'];
      const phase = phaseOf(readTask(run.documents.root(exchange))?.status, run.catalogue.tasks);
      if (id !== undefined && (phase === 'ended-well' || phase === 'ended-badly')) ended.add(id);
    }
  }
  return { requested, ended };
}

function isAcceptedCall(exchange: Exchange): boolean {
  return exchange.request.method !== 'GET' && isAccepted(exchange);
}
