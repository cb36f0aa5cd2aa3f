import type { Catalogue } from '../../catalogue/types.ts';
import { refusal, scenario } from '../build.ts';
import type { Expectation, Scenario } from '../types.ts';

/** What a URI of no defined form answers is open, in code as in words; that it is no success is not (reading `undefined-uri`). */
const NOTHING_THERE: Expectation = refusal(['ObjectNotFound', 'NotSupported'], {
  admissible: ['InvalidArgument', 'InvalidName', 'InvalidState'],
  bareStatuses: [400, 404, 405, 501],
  reading: 'undefined-uri',
});

/** URIs that the guide does not define, below some that it does (§3.61, §3.63). */
export function undefinedUri(catalogue: Catalogue): readonly Scenario[] {
  const organization = catalogue.operation('get-organization-information');
  const actions = catalogue.operation('get-vm-management-action-list');
  const given = { family: 'undefined-uri', aspect: 'errors', class: 'errors', expects: NOTHING_THERE } as const;
  return [
    scenario({
      ...given,
      id: `${organization.id}/undefined-child`,
      title:
        'A URI below an organisation, or below something in it, that names nothing of the guide answers no success',
      operation: organization.id,
      requirements: ['errors.unknown-uri'],
      tier: organization.tier,
      variation: { kind: 'child' },
    }),
    scenario({
      ...given,
      id: `${actions.id}/undefined-action`,
      title: 'An action that there is not is refused, and the VM stays as it is',
      operation: actions.id,
      requirements: ['errors.unknown-uri', 'history.legal'],
      tier: 'life-cycle',
      mutates: true,
      variation: { kind: 'action' },
      cost: { requests: 3, tasks: 0 },
    }),
  ];
}
