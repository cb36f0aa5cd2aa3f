import type { Scenario } from '../plan/types.ts';

/** Families that need the server for themselves; in this order, after all others. */
const SERIAL: readonly string[] = ['hooked-code', 'quota'];

/** Families of one chain each, beside the others: a service that there is once, and steps that have an order. */
const LANES: readonly string[] = ['image-store', 'nfs'];

/** Among the others: what takes longest begins first, so that nothing long is left for the end. */
const EARLY: readonly string[] = ['walk', 'race', 'deploy', 'action-success', 'pair', 'cell'];

/** Looks at the server as it was found, before anything is made. */
const FIRST: readonly string[] = ['crawl', 'read-success'];

export interface Schedule {
  readonly first: readonly Scenario[];
  /** In any order, several at a time. */
  readonly parallel: readonly Scenario[];
  /** Each from its first to its last, at the same time as the others. */
  readonly lanes: readonly (readonly Scenario[])[];
  readonly serial: readonly Scenario[];
}

export function schedule(scenarios: readonly Scenario[]): Schedule {
  const rank = (order: readonly string[], family: string): number =>
    order.includes(family) ? order.indexOf(family) : order.length;
  const serial = scenarios.filter((scenario) => SERIAL.includes(scenario.family));
  const first = scenarios.filter((scenario) => FIRST.includes(scenario.family));
  const parallel = scenarios.filter((scenario) => ![...SERIAL, ...FIRST, ...LANES].includes(scenario.family));
  const sorted = (list: readonly Scenario[], order: readonly string[]): readonly Scenario[] =>
    list.toSorted((a, b) => rank(order, a.family) - rank(order, b.family));
  const lanes = LANES.map((family) => scenarios.filter((scenario) => scenario.family === family));
  return { first, lanes, parallel: sorted(parallel, EARLY), serial: sorted(serial, SERIAL) };
}
