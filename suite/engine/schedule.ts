import type { Scenario } from '../plan/types.ts';

/** Families that need the server, or one of its services, for themselves; in this order, after all others. */
const SERIAL: readonly string[] = ['image-store', 'nfs', 'quota', 'hooked-code'];

/** Among the others: what takes longest begins first, so that nothing long is left for the end. */
const EARLY: readonly string[] = ['walk', 'race', 'deploy', 'action-success', 'pair', 'cell'];

/** Looks at the server as it was found, before anything is made. */
const FIRST: readonly string[] = ['crawl', 'read-success'];

export interface Schedule {
  readonly first: readonly Scenario[];
  readonly parallel: readonly Scenario[];
  readonly serial: readonly Scenario[];
}

export function schedule(scenarios: readonly Scenario[]): Schedule {
  const rank = (order: readonly string[], family: string): number =>
    order.includes(family) ? order.indexOf(family) : order.length;
  const serial = scenarios.filter((scenario) => SERIAL.includes(scenario.family));
  const first = scenarios.filter((scenario) => FIRST.includes(scenario.family));
  const parallel = scenarios.filter(
    (scenario) => !SERIAL.includes(scenario.family) && !FIRST.includes(scenario.family),
  );
  const sorted = (list: readonly Scenario[], order: readonly string[]): readonly Scenario[] =>
    list.toSorted((a, b) => rank(order, a.family) - rank(order, b.family));
  return { first, parallel: sorted(parallel, EARLY), serial: sorted(serial, SERIAL) };
}
