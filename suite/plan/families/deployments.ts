import { instanceTypes } from '../../catalogue/instance-types.ts';
import { NO_ROOM } from '../../catalogue/no-room.ts';
import type { Catalogue } from '../../catalogue/types.ts';
import { refusal, SUCCESS, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** Deployments of each size, and the rule that ties a public IP to the number of NICs (§3.22, §3.72, §3.73). */
export function deployments(catalogue: Catalogue): readonly Scenario[] {
  const operation = catalogue.operation('deploy-uploaded-image');
  const types = instanceTypes(catalogue);
  const success = types.map((type, index) =>
    scenario({
      id: `deploy-uploaded-image/success${index === 0 ? '' : `-${type}`}`,
      title: `Deploy Uploaded Image makes a ${type} VM out of an image, as its body says`,
      operation: operation.id,
      family: 'deploy',
      aspect: 'success',
      class: 'images',
      requirements: [
        `${operation.id}.success-status`,
        `${operation.id}.location`,
        `${operation.id}.effect`,
        'task.type-of-operation',
        'task.listed',
        'task.effect-by-end',
        'vm.nic-rule',
      ],
      tier: operation.tier,
      mutates: true,
      // Which of the two settings of the public IP is right depends on the image.
      expects: {
        ...SUCCESS,
        admissible: ['NetNotConfigurePubIPForTwoNic', 'NetConfigurePubIPForOneNic', ...NO_ROOM],
      },
      variation: { instanceType: type, ending: index % 2 === 0 ? 'letter' : 'digit', wrongNics: false },
      cost: { requests: 12, tasks: 1 },
    }),
  );
  const mixedCase = scenario({
    id: 'deploy-uploaded-image/name-in-upper-case',
    title: 'Deploy Uploaded Image takes a name in upper and lower case as it is, or refuses it as a name',
    operation: operation.id,
    family: 'deploy',
    aspect: 'robustness',
    class: 'robustness',
    requirements: [`${operation.id}.success-status`, `${operation.id}.effect`, 'errors.body', 'errors.pairing'],
    tier: operation.tier,
    mutates: true,
    variation: { instanceType: types[0] ?? 'small', ending: 'letter', wrongNics: false, mixedCase: true },
    expects: {
      ...refusal(['InvalidName'], {
        admissible: [
          'InvalidArgument',
          'XMLValidationError',
          'NetNotConfigurePubIPForTwoNic',
          'NetConfigurePubIPForOneNic',
          ...NO_ROOM,
        ],
        reading: 'name-rules',
      }),
      kind: 'either',
    },
    cost: { requests: 12, tasks: 1 },
  });
  const nics = scenario({
    id: 'deploy-uploaded-image/public-ip-against-nics',
    title: 'A public IP is refused for a VM with one NIC, and demanded for one with two',
    operation: operation.id,
    family: 'deploy',
    aspect: 'errors',
    class: 'images',
    requirements: [
      'vm.nic-rule',
      `${operation.id}.error.NetConfigurePubIPForOneNic`,
      `${operation.id}.error.NetNotConfigurePubIPForTwoNic`,
    ],
    tier: operation.tier,
    mutates: true,
    codes: ['NetConfigurePubIPForOneNic'],
    // Not the size that set-up deploys with.
    variation: { instanceType: types.at(-1) ?? 'large', ending: 'letter', wrongNics: true },
    cost: { requests: 8, tasks: 1 },
  });
  const reused = scenario({
    id: 'deploy-uploaded-image/name-of-deleted-vm',
    title: 'Deploy Uploaded Image takes the name of a VM that has been deleted',
    operation: operation.id,
    family: 'deploy-reused',
    aspect: 'success',
    class: 'images',
    requirements: [`${operation.id}.success-status`, `${operation.id}.effect`, 'list.current'],
    tier: operation.tier,
    mutates: true,
    expects: { ...SUCCESS, admissible: NO_ROOM },
    cost: { requests: 20, tasks: 2 },
  });
  return [...success, mixedCase, reused, nics];
}
