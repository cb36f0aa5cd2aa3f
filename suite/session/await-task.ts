import { setTimeout as sleep } from 'node:timers/promises';
import { type Phase, phaseOf, readTask, type TaskInformation, taskLocation } from '../document/task.ts';
import type { Exchange } from '../evidence/types.ts';
import type { Session } from './session.ts';

export interface TaskEnd {
  /** Path of the task as the Location header gave it. */
  readonly path: string | null;
  readonly id: string | null;
  readonly information: TaskInformation | undefined;
  /** `ended-well`, `ended-badly`, or why there is no end. */
  readonly phase: Phase | 'no-location' | 'unreadable' | 'over-budget';
}

const FIRST_PAUSE_MS = 3;

/** Polls the task that an accepted call named, until it has ended or its budget is spent. */
export async function awaitTask(
  session: Session,
  accepted: Exchange,
  action: number,
  taskType: string | undefined,
): Promise<TaskEnd> {
  const { run } = session;
  const location = taskLocation(accepted, run.catalogue.version);
  if (location?.resolved == null) return { path: null, id: null, information: undefined, phase: 'no-location' };
  const { path, name: id } = location.resolved;
  const budget = (taskType === undefined ? undefined : run.target.tasks.budgets[taskType]) ?? run.target.tasks.budgetMs;
  const deadline = performance.now() + budget;
  let pause = FIRST_PAUSE_MS;
  let unreadable = 0;
  for (;;) {
    const poll = await session.call('get-task', { role: 'poll', action, path, parameters: { 'task-id': id } });
    const information = readTask(run.documents.root(poll));
    const phase = phaseOf(information?.status, run.catalogue.tasks);
    if (phase === 'ended-well' || phase === 'ended-badly') return { path, id, information, phase };
    // A task that cannot be read, or whose status nobody knows, is asked for a few times more and then left to the judge.
    if (information === undefined || phase === 'unclear') unreadable += 1;
    if (unreadable >= 12) return { path, id, information, phase: 'unreadable' };
    if (performance.now() + pause > deadline) return { path, id, information, phase: 'over-budget' };
    await sleep(pause);
    pause = Math.min(pause * 1.6, run.target.tasks.pollIntervalMs);
  }
}
