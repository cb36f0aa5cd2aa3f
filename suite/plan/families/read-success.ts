import type { Catalogue } from '../../catalogue/types.ts';
import { changes, classOf, SUCCESS, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** Every read answers, for every resource of its kind that the survey found. */
export function readSuccess(catalogue: Catalogue): readonly Scenario[] {
  return catalogue.operations
    .filter((operation) => !changes(operation))
    .map((operation) =>
      scenario({
        id: `${operation.id}/success`,
        title: `${operation.name} answers ${operation.success.status} with a valid ${operation.success.root} for everything that is there`,
        operation: operation.id,
        family: 'read-success',
        aspect: 'success',
        class: classOf(operation),
        requirements: [
          `${operation.id}.success-status`,
          `${operation.id}.schema`,
          'xml.well-formed',
          'xml.namespace',
          ...(operation.id === 'get-vm-virtualnic-information' ? ['nic.own-address'] : []),
        ],
        tier: 'read-only',
        expects: SUCCESS,
        cost: { requests: 4, tasks: 0 },
      }),
    );
}
