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
/** Share of the usual duration after which the second look is taken, and the step of those that follow. */
const EARLY = 0.96;
const STEP = 0.03;

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
  // Tasks of one type take about as long each time: the first look is at once, the next when the end can be expected.
  const usual = run.taskDurations.get(taskType ?? '');
  let pause = usual === undefined ? FIRST_PAUSE_MS : Math.max(FIRST_PAUSE_MS, usual * EARLY);
  let unreadable = 0;
  for (let looks = 0; ; looks += 1) {
    const poll = await session.call('get-task', { role: 'poll', action, path, parameters: { 'task-id': id } });
    const information = readTask(run.documents.root(poll));
    const phase = phaseOf(information?.status, run.catalogue.tasks);
    if (phase === 'ended-well' || phase === 'ended-badly') {
      run.taskDurations.set(taskType ?? '', performance.now() - begun);
      return { path, id, information, phase };
    }
    // A task that cannot be read, or whose status nobody knows, is asked for a few times more and then left to the judge.
    if (information === undefined || phase === 'unclear') unreadable += 1;
    if (unreadable >= 12) return { path, id, information, phase: 'unreadable' };
    if (performance.now() + pause > deadline) return { path, id, information, phase: 'over-budget' };
    await sleep(pause);
    const settled = usual !== undefined && looks === 0;
    pause = Math.min(settled ? Math.max(FIRST_PAUSE_MS, usual * STEP) : pause * 1.6, run.target.tasks.pollIntervalMs);
  }
}
