import type { Scenario } from '../plan/types.ts';

/** Families that need the server for themselves; in this order, after all others. */
const SERIAL: readonly string[] = ['hooked-code', 'quota'];

/**
 * What goes on beside the others, each in a chain of its own: a service that there is once, and steps that have an order.
 * NFS calls with a defect belong where the call would be right without it: enabling before it is enabled, resync after.
 */
const LANES: readonly ((scenario: Scenario) => boolean)[] = [
  (scenario) => scenario.family === 'image-store',
  (scenario) => scenario.tier === 'nfs' && scenario.family !== 'hooked-code',
];

function nfsOrder(scenario: Scenario): number {
  if (scenario.family !== 'nfs') return scenario.operation === 'resync-nfs-access' ? 4 : 1;
  const kinds = ['resync-without', '', 'deploy', 'enable'];
  const at = kinds.indexOf(String(scenario.variation.kind));
  return at < 0 ? 5 : at;
}

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
  const parallel = scenarios.filter(
    (scenario) => ![...SERIAL, ...FIRST].includes(scenario.family) && !LANES.some((lane) => lane(scenario)),
  );
  const sorted = (list: readonly Scenario[], order: readonly string[]): readonly Scenario[] =>
    list.toSorted((a, b) => rank(order, a.family) - rank(order, b.family));
  const lanes = LANES.map((lane) => scenarios.filter(lane).toSorted((a, b) => nfsOrder(a) - nfsOrder(b)));
  return { first, lanes, parallel: sorted(parallel, EARLY), serial: sorted(serial, SERIAL) };
}
