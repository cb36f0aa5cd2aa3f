import type { Catalogue } from '../../catalogue/types.ts';
import { refusal, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** Clones under names that no naming rule of the guide speaks of: taken and kept as they are, or refused as names. */
export function oddClones(catalogue: Catalogue): readonly Scenario[] {
  const operation = catalogue.operation('clone-vm');
  return [
    scenario({
      id: `${operation.id}/name-with-accent`,
      title: `${operation.name} takes a name with an accent as it is, or refuses it as a name`,
      operation: operation.id,
      family: 'odd-clone',
      aspect: 'robustness',
      class: 'robustness',
      requirements: [`${operation.id}.success-status`, `${operation.id}.effect`, 'errors.body', 'errors.pairing'],
      tier: 'hostile',
      mutates: true,
      variation: { kind: 'accent' },
      expects: {
        ...refusal(['InvalidName'], {
          admissible: [
            'InvalidArgument',
            'XMLValidationError',
            'XMLMalformed',
            'DeployVMAmountQuotaReached',
            'DeployPublicIPAmountQuotaReached',
          ],
          reading: 'name-rules',
        }),
        kind: 'either',
      },
      cost: { requests: 14, tasks: 1 },
    }),
  ];
}

/** A deletion that is under way: what is asked of the VM meanwhile is answered in documented words, and nothing brings it back. */
export function duringDeletion(catalogue: Catalogue): readonly Scenario[] {
  const operation = catalogue.operation('delete-vm');
  return [
    scenario({
      id: `${operation.id}/while-it-runs`,
      title: `${operation.name} is not undone by what is asked of the VM while the deletion runs`,
      operation: operation.id,
      family: 'during-deletion',
      aspect: 'states',
      class: 'life-cycle',
      requirements: [`${operation.id}.effect`, 'vm.deleted-stays-gone', 'errors.pairing', 'errors.body'],
      tier: operation.tier,
      mutates: true,
      cost: { requests: 14, tasks: 2 },
    }),
  ];
}
