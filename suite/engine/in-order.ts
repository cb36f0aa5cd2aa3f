import type { Scenario } from '../plan/types.ts';
import { schedule } from './schedule.ts';

export interface InOrder {
  /** Scenarios in flight at any moment, beside the chains. */
  readonly parallel: number;
  readonly perform: (scenario: Scenario) => Promise<void>;
  /** Runs when the crowd is through and before those that need the server for themselves. */
  readonly between?: () => Promise<void>;
  /** The same scenarios as they are to be begun where nothing else decides. */
  readonly shuffled?: readonly Scenario[];
}

/** Performs scenarios as the schedule has it: what looks first, then the crowd beside the chains, then one by one. */
export async function inOrder(scenarios: readonly Scenario[], options: InOrder): Promise<void> {
  const { parallel: most, perform, shuffled = scenarios } = options;
  const { first, parallel, serial } = schedule(shuffled);
  // The steps of a chain have an order that no shuffling may change.
  const { lanes } = schedule(scenarios);
  const together = async (some: readonly Scenario[]): Promise<void> => {
    const queue = [...some];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await perform(next);
    };
    await Promise.all(Array.from({ length: Math.max(1, most) }, worker));
  };
  const oneByOne = async (some: readonly Scenario[]): Promise<void> => {
    for (const scenario of some) await perform(scenario);
  };
  await together(first);
  await Promise.all([together(parallel), ...lanes.map(oneByOne)]);
  await options.between?.();
  await oneByOne(serial);
}
