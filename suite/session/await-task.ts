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
/** Each pause is so many times the one before, up to the interval of the target file. */
const GROWTH = 1.6;
/** Share of the usual duration after which the end can be expected, and the step in which it is looked for then. */
const EARLY = 0.97;
const STEP = 0.02;
/** Looks at a task before its end can be expected, where the interval would have more. */
const LOOKS = 4;

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
  const begun = performance.now();
  const pauses = pausesOf(run.taskDurations.get(taskType ?? ''), run.target.tasks.pollIntervalMs);
  let unreadable = 0;
  for (;;) {
    const poll = await session.call('get-task', { role: 'poll', action, path, parameters: { 'task-id': id } });
    const information = readTask(run.documents.root(poll));
    const phase = phaseOf(information?.status, run.catalogue.tasks);
    if (phase === 'ended-well' || phase === 'ended-badly') {
      run.taskDurations.set(taskType ?? '', performance.now() - begun);
      return { path, id, information, phase };
    }
    // A task whose status is unknown may come to another (reading unknown-status), unless it tells of its end, or none ever did.
    const open = information?.status === 'unknown' && (information.endTime ?? '') === '' && !run.unknownStays;
    // A task that cannot be read, or whose status nobody knows, is asked for a few times more and then left to the judge.
    if (information === undefined || (phase === 'unclear' && !open)) unreadable += 1;
    if (unreadable >= 12) return { path, id, information, phase: 'unreadable' };
    const pause = pauses(performance.now() - begun);
    if (performance.now() + pause > deadline) {
      if (open) run.unknownStays = true;
      return { path, id, information, phase: 'over-budget' };
    }
    await sleep(pause);
  }
}

/**
 * How long to wait before the next look, when so much time has passed. At first a moment and then longer and longer up
 * to the interval, so that a quick server is not waited for and a slow one not pressed. Tasks of one type take about as
 * long each time: where that is known, looks are few before the end can be expected, and close together then.
 */
export function pausesOf(usualMs: number | undefined, intervalMs: number): (passedMs: number) => number {
  let next = FIRST_PAUSE_MS;
  let step = Math.max(FIRST_PAUSE_MS, (usualMs ?? 0) * STEP);
  return (passedMs) => {
    const left = usualMs === undefined ? 0 : usualMs * EARLY - passedMs;
    // A task may as well end early, by failing say, so that even a long one is looked at now and then.
    if (left > 0) return Math.min(left, Math.max(intervalMs, (usualMs ?? 0) / LOOKS));
    if (usualMs !== undefined) {
      const pause = Math.min(step, intervalMs);
      step *= GROWTH;
      return pause;
    }
    const pause = Math.min(next, intervalMs);
    next *= GROWTH;
    return pause;
  };
}
