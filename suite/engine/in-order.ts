import type { StableState } from '../catalogue/types.ts';
import type { Scenario } from '../plan/types.ts';
import { schedule } from './schedule.ts';

export interface InOrder {
  /** Scenarios in flight at any moment that make the server work, and as many that only ask; beside the chains. */
  readonly parallel: number;
  readonly perform: (scenario: Scenario) => Promise<void>;
  /** What it takes to have a scenario's VM ready; of several that take equally long the one that takes least is next. */
  readonly effort?: (scenario: Scenario) => number;
  /** Sees to it that VMs are in these states before somebody asks for them, one after the other. */
  readonly prepare?: (states: ReadonlySet<StableState>) => Promise<void>;
  /** Runs when the crowd is through and before those that need the server for themselves. */
  readonly between?: () => Promise<void>;
  /** The same scenarios as they are to be begun where nothing else decides. */
  readonly shuffled?: readonly Scenario[];
}

/** Performs scenarios as the schedule has it: what looks first, then the crowd beside the chains, then one by one. */
export async function inOrder(scenarios: readonly Scenario[], options: InOrder): Promise<void> {
  const { parallel, perform, shuffled, effort = () => 0 } = options;
  const { first, long, brief, lanes } = schedule(scenarios);
  const { serial } = schedule(shuffled ?? scenarios);
  // What has an order keeps it, however the rest is shuffled.
  const mixed = (some: readonly Scenario[]): readonly Scenario[] =>
    shuffled === undefined ? some : shuffled.filter((scenario) => some.includes(scenario));
  const together = async (some: readonly Scenario[], least: (scenario: Scenario) => number): Promise<void> => {
    const queue = [...some];
    const worker = async (): Promise<void> => {
      for (let next = take(queue, least); next !== undefined; next = take(queue, least)) await perform(next);
    };
    await Promise.all(Array.from({ length: Math.max(1, parallel) }, worker));
  };
  const oneByOne = async (some: readonly Scenario[]): Promise<void> => {
    for (const scenario of some) await perform(scenario);
  };
  const asItComes = (): number => 0;
  await together(mixed(first), asItComes);
  await Promise.all([
    together(mixed(long), shuffled === undefined ? effort : asItComes),
    together(mixed(brief), asItComes),
    ...lanes.map(oneByOne),
  ]);
  await options.between?.();
  await options.prepare?.(new Set(serial.flatMap(({ needs }) => needs ?? [])));
  await oneByOne(serial);
}

/** The next of a queue: of those at its head that cost the same, the first with the least effort. */
function take(queue: Scenario[], effort: (scenario: Scenario) => number): Scenario | undefined {
  const cost = queue[0]?.cost.tasks;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, scenario] of queue.entries()) {
    if (scenario.cost.tasks !== cost || least === 0) break;
    const takes = effort(scenario);
    if (takes < least) [best, least] = [index, takes];
  }
  return queue.splice(best, 1)[0];
}
