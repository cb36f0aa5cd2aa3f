import type { Catalogue, StableState } from '../catalogue/types.ts';
import { type Course, courseOf } from '../plan/course.ts';
import type { Scenario } from '../plan/types.ts';
import { ROUTES } from '../stage/routes.ts';
import { schedule } from './schedule.ts';

export interface Estimate {
  /** Tasks of which each can begin only when the one before has ended: nothing shortens this chain. */
  readonly longestChain: number;
  /** All tasks that the run cannot do without, set-up and removal included. */
  readonly tasks: number;
  /** The longer of the two: that chain, or all tasks where no more than the limit may be in flight. */
  readonly criticalTasks: number;
  /** Milliseconds of it with the given time for a task. */
  readonly criticalMs: number;
}

export interface Conditions {
  readonly catalogue: Catalogue;
  readonly seed: number;
  /** Tasks in flight at any moment. */
  readonly parallel: number;
  /** VMs owned at any moment. */
  readonly ownedVms: number;
  readonly taskMs: number;
}

type PerState = Record<StableState, number>;

/** Tasks from one state to another. */
const way = (from: StableState, to: StableState): number => ROUTES[from][to].length;

/**
 * The least time that a run can take on a server that takes each operation in the states that it is for: what `plan`
 * prints, and what the benchmark holds a run against. Nothing in it is there for good measure: set-up counts as far as
 * no order of the scenarios could do without.
 */
export function criticalPath(scenarios: readonly Scenario[], conditions: Conditions): Estimate {
  const { catalogue, seed, parallel, ownedVms, taskMs } = conditions;
  const { first, long, lanes, serial } = schedule(scenarios);
  const course = (scenario: Scenario): Course => courseOf(scenario, catalogue, seed);
  const onVm = [...first, ...long, ...lanes.flat()].filter(({ cost }) => cost.tasks > 0);
  const courses = onVm.map(course);
  const own = sum(courses, ({ tasks }) => tasks);
  // As many VMs at the same time as keep the limit busy; each of them is made and removed.
  const pool = Math.min(parallel, ownedVms, onVm.filter(({ needs }) => needs !== null).length);
  const byScenarios = sum(courses, ({ makes }) => makes);
  const deletions = onVm.filter(({ needs }, index) => needs !== null && courses[index]?.ends === null).length;
  const made = Math.max(pool + byScenarios, deletions);
  const tasks = own + (made - byScenarios) + (made - deletions) + moves(onVm, courses, made);
  const chainOf = (scenario: Scenario): number => {
    const steps = course(scenario).tasks;
    return scenario.needs === null ? steps : 1 + way('powered-off', scenario.needs) + steps;
  };
  const longest = Math.max(0, ...long.map(chainOf), ...lanes.map((lane) => sum(lane.map(course), (one) => one.tasks)));
  // What needs the server for itself begins when all else is through, and what is in use till then is removed at last.
  const alone = serial.some(({ cost }) => cost.tasks > 0) ? 1 : 0;
  const last = pool > 0 ? 1 : 0;
  const crowd = Math.ceil((tasks - pool) / Math.max(1, parallel));
  const longestChain = longest + alone + last;
  const criticalTasks = Math.max(longest, crowd) + alone + last;
  return { longestChain, tasks, criticalTasks, criticalMs: criticalTasks * taskMs };
}

/** Tasks that bring VMs from where scenarios leave them to where others want them, in the best of all orders. */
function moves(scenarios: readonly Scenario[], courses: readonly Course[], made: number): number {
  const left: PerState = { 'powered-off': made, 'powered-on': 0, suspended: 0 };
  const wanted: PerState = { 'powered-off': 0, 'powered-on': 0, suspended: 0 };
  for (const [index, { needs }] of scenarios.entries()) {
    const ends = courses[index]?.ends;
    if (needs === null) continue;
    wanted[needs] += 1;
    if (ends != null) left[ends] += 1;
  }
  let steps = 0;
  for (const to of ['suspended', 'powered-on', 'powered-off'] as const) {
    const near = (['suspended', 'powered-on', 'powered-off'] as const).toSorted((a, b) => way(a, to) - way(b, to));
    for (const from of near) {
      const moved = Math.min(wanted[to], left[from]);
      wanted[to] -= moved;
      left[from] -= moved;
      steps += moved * way(from, to);
    }
  }
  return steps;
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
