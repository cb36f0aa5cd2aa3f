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
  // One VM in the second VDC serves them all, if each finds it as the one before leaves it.
  (scenario) => scenario.variation.second === true,
];

/** Each action leaves the VM in the state that the next is for. */
const ROUND: readonly string[] = ['power-on', 'reset', 'suspend', 'resume', 'power-off', 'clone', 'update', 'delete'];

function laneOrder(scenario: Scenario): number {
  if (scenario.variation.second !== true) return nfsOrder(scenario);
  return ROUND.findIndex((action) => scenario.operation?.startsWith(`${action}-`));
}

function nfsOrder(scenario: Scenario): number {
  if (scenario.family !== 'nfs') return scenario.operation === 'resync-nfs-access' ? 4 : 1;
  const kinds = ['resync-without', '', 'deploy', 'enable'];
  if (['deploy-name-of-vm', 'invalid-name'].includes(String(scenario.variation.kind))) return 1;
  const at = kinds.indexOf(String(scenario.variation.kind));
  return at < 0 ? 5 : at;
}

/** Looks at the server as it was found, before anything is made. */
const FIRST: readonly string[] = ['crawl', 'read-success'];
/** A server may have no task to show before it was given work, and nobody else should wait for that. */
const looksFirst = ({ family, operation }: Scenario): boolean => FIRST.includes(family) && operation !== 'get-task';

/** Those that ask for no VM, then one state after the other: few VMs serve many scenarios, and change state seldom. */
const NEEDS: readonly Scenario['needs'][] = [null, 'powered-off', 'powered-on', 'suspended'];

export interface Schedule {
  readonly first: readonly Scenario[];
  /** What makes the server work, the longest first, so that nothing long is left for the end. */
  readonly long: readonly Scenario[];
  /** What is over after a few requests; fills the time in which the server works. */
  readonly brief: readonly Scenario[];
  /** Each from its first to its last, at the same time as the others. */
  readonly lanes: readonly (readonly Scenario[])[];
  readonly serial: readonly Scenario[];
}

export function schedule(scenarios: readonly Scenario[]): Schedule {
  const serial = scenarios.filter(({ family }) => SERIAL.includes(family));
  const first = scenarios.filter(looksFirst);
  const crowd = scenarios.filter(
    (scenario) => !SERIAL.includes(scenario.family) && !looksFirst(scenario) && !LANES.some((lane) => lane(scenario)),
  );
  const byNeeds = (a: Scenario, b: Scenario): number => NEEDS.indexOf(a.needs) - NEEDS.indexOf(b.needs);
  return {
    first,
    long: crowd.filter(({ cost }) => cost.tasks > 0).toSorted((a, b) => b.cost.tasks - a.cost.tasks),
    brief: crowd.filter(({ cost }) => cost.tasks === 0).toSorted(byNeeds),
    lanes: LANES.map((lane) => scenarios.filter(lane).toSorted((a, b) => laneOrder(a) - laneOrder(b))),
    serial: serial.toSorted((a, b) => SERIAL.indexOf(a.family) - SERIAL.indexOf(b.family) || byNeeds(a, b)),
  };
}
