import type { Catalogue } from '../../catalogue/types.ts';
import { classOf, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** Reads of what no operation of the guide changes. */
const FIXED = [
  'get-organization-list',
  'get-organization-information',
  'get-vdc-list',
  'get-vdc-information',
  'get-network-list',
  'get-network-information',
  'get-vm-virtualnic-list',
  'get-vm-virtualnic-information',
  'list-template',
] as const;

/** A read changes nothing, so three in a row tell the same (§3.1, §3.30). */
export function readAgain(catalogue: Catalogue): readonly Scenario[] {
  const again = FIXED.map((id) => {
    const operation = catalogue.operation(id);
    return scenario({
      id: `${id}/again`,
      title: `${operation.name} tells the same three times in a row`,
      operation: id,
      family: 'read-again',
      aspect: 'robustness',
      class: classOf(operation),
      requirements: ['run.stable'],
      tier: 'read-only',
      cost: { requests: 3, tasks: 0 },
    });
  });
  const own = scenario({
    id: 'get-organization-list/of-other-administrator',
    title: 'Get Organization List shows the administrator of another organisation one of their own',
    operation: 'get-organization-list',
    family: 'own-organization',
    aspect: 'tenants',
    class: 'access-control',
    requirements: ['organization.listed'],
    tier: 'read-only',
    principals: ['foreignAdmin'],
    cost: { requests: 3, tasks: 0 },
  });
  const tasks = scenario({
    id: 'get-task/still-ended',
    title: 'Get Task tells of a task that has ended as ended, however often it is read',
    operation: 'get-task',
    family: 'task-again',
    aspect: 'tasks',
    class: 'consistency',
    requirements: ['task.forward-only'],
    tier: 'life-cycle',
    cost: { requests: 12, tasks: 0 },
  });
  return [...again, own, tasks];
}
