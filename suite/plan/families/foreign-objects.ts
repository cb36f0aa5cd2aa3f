import type { Catalogue, PathParameter } from '../../catalogue/types.ts';
import { attemptCost, refusal, refusalRequirements, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

interface Foreign {
  readonly operation: string;
  readonly parameter: PathParameter;
  /** Where the names of the other organisation are read. */
  readonly list: string;
  readonly words: string;
}

const FOREIGN: readonly Foreign[] = [
  { operation: 'get-vdc-information', parameter: 'vdc-name', list: 'get-vdc-list', words: 'a VDC' },
  { operation: 'get-vm-list', parameter: 'vdc-name', list: 'get-vdc-list', words: 'a VDC' },
  { operation: 'get-vm-information', parameter: 'vm-name', list: 'get-vm-list', words: 'a VM' },
  { operation: 'get-network-information', parameter: 'network-name', list: 'get-network-list', words: 'a network' },
  { operation: 'deploy-uploaded-image', parameter: 'image-name', list: 'list-uploaded-image', words: 'an image' },
];

/** What belongs to another organisation is not found below one's own (§3.2, §3.61). */
export function foreignObjects(catalogue: Catalogue): readonly Scenario[] {
  return FOREIGN.map(({ operation: id, parameter, list, words }) => {
    const operation = catalogue.operation(id);
    return scenario({
      id: `${id}/of-other-organization`,
      title: `${operation.name} is refused for ${words} of another organisation, asked for below one's own`,
      operation: id,
      family: 'foreign-object',
      aspect: 'tenants',
      class: 'access-control',
      requirements: ['tenant.isolated', ...refusalRequirements(operation, 'ObjectNotFound')],
      tier: operation.tier,
      mutates: operation.method !== 'GET',
      principals: ['admin', 'foreignAdmin'],
      variation: { parameter, list },
      expects: refusal(['ObjectNotFound'], {
        admissible: ['NoPermission', 'DeployImageNotFound'],
        reading: 'foreign-organization',
      }),
      cost: attemptCost(operation),
    });
  });
}
