import type { Scenario } from '../plan/types.ts';
import { schedule } from './schedule.ts';

export interface Estimate {
  /** Tasks one after the other that no parallelism shortens: the longest chain, or what the parallel limit leaves of all. */
  readonly criticalTasks: number;
  /** Milliseconds of that chain with the given time for a task. */
  readonly criticalMs: number;
}

/** Tasks that set-up adds to a scenario on a VM, on the average of a run: a transition now and then, a VM to begin with. */
const SET_UP = 0.5;

/** The least time a run can take when each task takes `taskMs`: what `plan` prints and the benchmark holds the run against. */
export function criticalPath(scenarios: readonly Scenario[], parallel: number, taskMs: number): Estimate {
  const { first, long, lanes, serial } = schedule(scenarios);
  const tasks = (some: readonly Scenario[]): number =>
    some.reduce((sum, { cost }) => sum + cost.tasks + (cost.tasks > 0 ? SET_UP : 0), 0);
  const longest = Math.max(0, ...long.map(({ cost }) => cost.tasks), ...lanes.map(tasks));
  const shared = tasks([...first, ...long, ...lanes.flat()]) / Math.max(1, parallel);
  const criticalTasks = Math.ceil(Math.max(longest, shared) + tasks(serial));
  return { criticalTasks, criticalMs: criticalTasks * taskMs };
}
