import type { Scenario } from '../plan/types.ts';

/** Families that need the server, or one of its services, for themselves; in this order, after all others. */
const SERIAL: readonly string[] = ['image-store', 'nfs', 'quota', 'hooked-code'];

/** Among the others: what takes longest begins first, so that nothing long is left for the end. */
const EARLY: readonly string[] = ['crawl', 'read-success', 'walk', 'race', 'deploy', 'action-success', 'pair', 'cell'];

export interface Schedule {
  readonly parallel: readonly Scenario[];
  readonly serial: readonly Scenario[];
}

export function schedule(scenarios: readonly Scenario[]): Schedule {
  const rank = (order: readonly string[], family: string): number => (order.includes(family) ? order.indexOf(family) : order.length);
  const serial = scenarios.filter((scenario) => SERIAL.includes(scenario.family));
  const parallel = scenarios.filter((scenario) => !SERIAL.includes(scenario.family));
  const sorted = (list: readonly Scenario[], order: readonly string[]): readonly Scenario[] => list.toSorted((a, b) => rank(order, a.family) - rank(order, b.family));
  return { parallel: sorted(parallel, EARLY), serial: sorted(serial, SERIAL) };
}
