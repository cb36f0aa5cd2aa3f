import type { Operation, PathParameter } from '../catalogue/types.ts';
import type { ConformanceClass, Expectation, Scenario } from './types.ts';

type Given = Pick<Scenario, 'id' | 'title' | 'family' | 'aspect' | 'class' | 'requirements' | 'tier'>;

/** A scenario with everything left unsaid at its plainest. */
export function scenario(given: Given & Partial<Scenario>): Scenario {
  return {
    operation: null,
    principals: ['admin'],
    mutates: false,
    codes: [],
    variation: {},
    expects: null,
    twin: null,
    needs: null,
    cost: { requests: 1, tasks: 0 },
    ...given,
  };
}

export const SUCCESS: Expectation = { kind: 'success', codes: [], admissible: [], bareStatuses: [], reading: null };

export function refusal(
  codes: readonly string[],
  open: { admissible?: readonly string[]; bareStatuses?: readonly number[]; reading?: string } = {},
): Expectation {
  return {
    kind: 'refusal',
    codes,
    admissible: open.admissible ?? [],
    bareStatuses: open.bareStatuses ?? [],
    reading: open.reading ?? null,
  };
}

/** Which conformance class an operation counts towards when nothing more special does. */
export function classOf(operation: Operation): ConformanceClass {
  if (operation.tier === 'nfs') return 'nfs';
  if (operation.id.includes('image') || operation.id === 'list-template') return 'images';
  if (operation.id.startsWith('get-task')) return 'tasks';
  if (operation.id.startsWith('get-organization')) return 'organizations';
  return operation.group === 'vm' ? 'virtual-machines' : 'data-centers';
}

/** Whether a successful call changes something on the server. */
export function changes(operation: Operation): boolean {
  return operation.method !== 'GET';
}

/** Path parameters that name a thing (the version has families of its own). */
export function nameParameters(operation: Operation): readonly PathParameter[] {
  return operation.parameters.filter((parameter) => parameter !== 'version-number');
}

/** NFS sections list no generic code at all, so any documented refusal will do there (reading `nfs-generic-codes`). */
export function lists(operation: Operation, code: string): boolean {
  return operation.errors.includes(code);
}

/** Requests and tasks that a negative attempt costs: a call, and for changing operations a look before and after. */
export function attemptCost(operation: Operation): Scenario['cost'] {
  return { requests: changes(operation) ? 4 : 1, tasks: 0 };
}

/** Requirements a refusal rests on. */
export function refusalRequirements(operation: Operation, code: string): readonly string[] {
  const own = lists(operation, code) ? [`${operation.id}.error.${code}`] : [];
  return [...own, 'errors.body', 'errors.pairing', ...(changes(operation) ? ['refused.unchanged'] : [])];
}
