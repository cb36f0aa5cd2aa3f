import type { Catalogue, PathParameter } from '../../catalogue/types.ts';
import { attemptCost, changes, refusal, refusalRequirements, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** Reads of one thing, and some changes to one, with the parameter that names it. */
const NAMED: readonly (readonly [operation: string, parameter: PathParameter])[] = [
  ['get-organization-information', 'org-name'],
  ['get-vdc-information', 'vdc-name'],
  ['get-network-information', 'network-name'],
  ['get-vm-information', 'vm-name'],
  ['get-task', 'task-id'],
  ['power-on-vm', 'vm-name'],
  ['deploy-uploaded-image', 'image-name'],
  ['delete-uploaded-image', 'image-name'],
];

const KINDS = [
  { slug: 'name-cut-short', words: 'the beginning of a name that exists' },
  { slug: 'name-with-more', words: 'a name that goes on where one that exists ends' },
] as const;

/** A name that is nearly one that exists names nothing all the same (§3.61). */
export function nearNames(catalogue: Catalogue): readonly Scenario[] {
  return NAMED.flatMap(([id, parameter]) =>
    KINDS.map(({ slug, words }) => {
      const operation = catalogue.operation(id);
      return scenario({
        id: `${id}/${slug}`,
        title: `${operation.name} for ${words} is refused`,
        operation: id,
        family: 'near-name',
        aspect: 'errors',
        class: 'errors',
        requirements: refusalRequirements(operation, 'ObjectNotFound'),
        tier: operation.tier,
        mutates: changes(operation),
        variation: { parameter, kind: slug },
        expects: refusal(['ObjectNotFound'], {
          admissible: [
            'InvalidName',
            'NoLongerExist',
            ...(parameter === 'org-name' ? ['NoPermission'] : []),
            ...(parameter === 'image-name' ? ['DeployImageNotFound'] : []),
          ],
          reading: 'unknown-organization',
        }),
        twin: `${id}/success`,
        cost: attemptCost(operation),
      });
    }),
  );
}

/** What is in one VDC is not in another (§3.61). */
export function otherVdc(catalogue: Catalogue): readonly Scenario[] {
  const ofVms = catalogue.operations.filter(({ parameters }) => parameters.includes('vm-name'));
  return [...ofVms, catalogue.operation('get-network-information')].map((operation) => {
    const { id } = operation;
    const thing = id === 'get-network-information' ? 'network' : 'VM';
    return scenario({
      id: `${id}/in-other-vdc`,
      title: `${operation.name} is refused for a ${thing} of another VDC`,
      operation: id,
      family: 'other-vdc',
      aspect: 'errors',
      class: 'errors',
      requirements: refusalRequirements(operation, 'ObjectNotFound'),
      tier: thing === 'VM' ? 'life-cycle' : operation.tier,
      mutates: operation.method !== 'GET',
      variation: { thing },
      expects: refusal(['ObjectNotFound'], { admissible: ['NoLongerExist'] }),
      twin: `${id}/success`,
      cost: attemptCost(operation),
    });
  });
}
