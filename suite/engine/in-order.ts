import type { StableState } from '../catalogue/types.ts';
import type { Scenario } from '../plan/types.ts';
import { schedule } from './schedule.ts';

export interface InOrder {
  /** Scenarios in flight at any moment that make the server work, and half as many that only ask; beside the chains. */
  readonly parallel: number;
  readonly perform: (scenario: Scenario) => Promise<void>;
  /** What it takes to have a scenario's VM ready; of several that take equally long the one that takes least is next. */
  readonly effort?: (scenario: Scenario) => number;
  /** Gets VMs ready in these states, which are asked for one by one later on; begun as soon as the server has time for it. */
  readonly prepare?: (states: ReadonlySet<StableState>) => Promise<void>;
  /** Runs when the crowd is through and before those that need the server for themselves. */
  readonly between?: () => Promise<void>;
  /** The same scenarios as they are to be begun where nothing else decides. */
  readonly shuffled?: readonly Scenario[];
}

/** Performs scenarios as the schedule has it: what looks first, then the crowd beside the chains, then one by one. */
export async function inOrder(scenarios: readonly Scenario[], options: InOrder): Promise<void> {
  const { perform, shuffled, effort = () => 0 } = options;
  const parallel = Math.max(1, options.parallel);
  const { first, long, brief, lanes } = schedule(scenarios);
  const { serial } = schedule(shuffled ?? scenarios);
  // What has an order keeps it, however the rest is shuffled.
  const mixed = (some: readonly Scenario[]): readonly Scenario[] =>
    shuffled === undefined ? some : shuffled.filter((scenario) => some.includes(scenario));
  const work = async (queue: Scenario[], least: (scenario: Scenario) => number): Promise<void> => {
    for (let next = take(queue, least); next !== undefined; next = take(queue, least)) await perform(next);
  };
  const crew = (size: number, worker: () => Promise<void>): Promise<unknown> =>
    Promise.all(Array.from({ length: Math.floor(size) }, worker));
  const oneByOne = async (some: readonly Scenario[]): Promise<void> => {
    for (const scenario of some) await perform(scenario);
  };
  const asItComes = (): number => 0;
  const queues = { first: [...mixed(first)], long: [...mixed(long)], brief: [...mixed(brief)] };
  await crew(parallel, () => work(queues.first, asItComes));
  let ready: Promise<void> | undefined;
  await Promise.all([
    crew(parallel, async () => {
      await work(queues.long, shuffled === undefined ? effort : asItComes);
      ready ??= options.prepare?.(new Set(serial.flatMap(({ needs }) => needs ?? [])));
      await work(queues.brief, asItComes);
    }),
    // Some see to the rest meanwhile, so that the server is asked while it works; not so many that its work waits.
    crew(parallel / 2, () => work(queues.brief, asItComes)),
    ...lanes.map(oneByOne),
  ]);
  await ready;
  await options.between?.();
  await oneByOne(serial);
}

/** Of what costs no more than this it makes no difference to the end what is begun first. */
const SMALL = 2;

/** The next of a queue: of those at its head that cost about the same, the first with the least effort. */
function take(queue: Scenario[], effort: (scenario: Scenario) => number): Scenario | undefined {
  const cost = queue[0]?.cost.tasks ?? 0;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, scenario] of queue.entries()) {
    if (scenario.cost.tasks < Math.min(cost, 1) || (cost > SMALL && scenario.cost.tasks !== cost)) break;
    if (least === 0) break;
    const takes = effort(scenario);
    if (takes < least) [best, least] = [index, takes];
  }
  return queue.splice(best, 1)[0];
}
