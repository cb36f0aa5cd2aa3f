import type { Catalogue } from '../../catalogue/types.ts';
import { refusal, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** What a deletion must not be undone by, must not be done twice, and must not take along (§3.13). */
export function deletions(catalogue: Catalogue): readonly Scenario[] {
  const operation = catalogue.operation('delete-vm');
  const given = {
    operation: operation.id,
    family: 'deletion',
    tier: operation.tier,
    mutates: true,
  } as const;
  return [
    scenario({
      ...given,
      id: `${operation.id}/while-it-runs`,
      title: `${operation.name} is not undone by what is asked of the VM while the deletion runs`,
      aspect: 'states',
      class: 'life-cycle',
      requirements: [`${operation.id}.effect`, 'vm.deleted-stays-gone', 'errors.pairing', 'errors.body'],
      variation: { kind: 'while-it-runs' },
      cost: { requests: 14, tasks: 2 },
    }),
    scenario({
      ...given,
      id: `${operation.id}/again`,
      title: 'A VM that has been deleted is not found by any call: nothing is read of it, done to it or made of it',
      aspect: 'errors',
      class: 'errors',
      requirements: [`${operation.id}.error.ObjectNotFound`, 'vm.deleted-stays-gone', 'errors.pairing', 'errors.body'],
      variation: { kind: 'again' },
      expects: refusal(['ObjectNotFound'], {
        admissible: ['NoLongerExist', 'DuringDeleting'],
        reading: 'deleted-object-code',
      }),
      cost: { requests: 11, tasks: 2 },
    }),
    scenario({
      ...given,
      id: `${operation.id}/longer-name-stays`,
      title: `${operation.name} leaves a VM alone whose name begins with that of the deleted one`,
      aspect: 'states',
      class: 'life-cycle',
      requirements: [`${operation.id}.effect`, 'history.legal', 'list.complete'],
      variation: { kind: 'longer-name-stays' },
      cost: { requests: 24, tasks: 4 },
    }),
    scenario({
      ...given,
      id: `${operation.id}/namesake-stays`,
      title: `${operation.name} leaves a VM of the same name in another VDC alone`,
      aspect: 'states',
      class: 'life-cycle',
      requirements: [`${operation.id}.effect`, 'history.legal'],
      variation: { kind: 'namesake-stays' },
      cost: { requests: 24, tasks: 4 },
    }),
  ];
}
