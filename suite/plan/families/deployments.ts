import { NO_ROOM } from '../../catalogue/no-room.ts';
import type { Catalogue } from '../../catalogue/types.ts';
import { SUCCESS, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** Deployments of each size, and the rule that ties a public IP to the number of NICs (§3.22, §3.72, §3.73). */
export function deployments(catalogue: Catalogue): readonly Scenario[] {
  const operation = catalogue.operation('deploy-uploaded-image');
  const types =
    operation.request.kind === 'xml'
      ? (operation.request.fields.find((field) => field.name === 'instance-type')?.values ?? [])
      : [];
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
    variation: { instanceType: types[0] ?? 'small', ending: 'letter', wrongNics: true },
    cost: { requests: 8, tasks: 1 },
  });
  return [...success, nics];
}
