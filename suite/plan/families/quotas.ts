import { PUBLIC_IP_QUOTA, VM_QUOTA } from '../../catalogue/no-room.ts';
import { NOT_AN_IMAGE } from '../../catalogue/not-an-image.ts';
import type { Catalogue } from '../../catalogue/types.ts';
import { lists, refusal, refusalRequirements, SUCCESS, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

const GIVEN = { family: 'quota', aspect: 'errors', class: 'errors', mutates: true } as const;
const IMAGE_QUOTA = 'UploadImageAmountQuotaReached';

/** Quotas that the target file states are reached on purpose (§3.40, §3.67, §3.69). */
export function quotas(catalogue: Catalogue): readonly Scenario[] {
  const clone = catalogue.operation('clone-vm');
  const deploy = catalogue.operation('deploy-uploaded-image');
  const upload = catalogue.operation('upload-image');
  const vms = ['clone-vm', 'deploy-uploaded-image']
    .map((id) => catalogue.operation(id))
    .filter((operation) => lists(operation, VM_QUOTA))
    .map((operation) =>
      scenario({
        ...GIVEN,
        id: `${operation.id}/vm-quota`,
        title: `${operation.name} is refused once the VDC holds as many VMs as it may`,
        operation: operation.id,
        requirements: refusalRequirements(operation, VM_QUOTA),
        tier: operation.tier,
        codes: [VM_QUOTA],
        variation: { kind: 'vm', limit: 'vmQuota' },
        // A VM with a public IP may meet that quota first.
        expects: refusal([VM_QUOTA], { admissible: [PUBLIC_IP_QUOTA] }),
        twin: `${operation.id}/success`,
        cost: { requests: 30, tasks: 6 },
      }),
    );
  return [
    scenario({
      ...GIVEN,
      id: 'clone-vm/vm-quota-last-place',
      title: 'Clone VM is accepted as long as the VDC holds one VM less than it may',
      operation: clone.id,
      requirements: [`${clone.id}.success-status`, `${clone.id}.error.${VM_QUOTA}`],
      tier: clone.tier,
      variation: { kind: 'last-place', limit: 'vmQuota' },
      expects: { ...SUCCESS, admissible: [PUBLIC_IP_QUOTA] },
      cost: { requests: 30, tasks: 6 },
    }),
    scenario({
      ...GIVEN,
      id: 'clone-vm/vm-quota-race',
      title: 'Clone VM gives the last place of a VDC to one of several clients that ask for it at once',
      operation: clone.id,
      requirements: [`${clone.id}.error.${VM_QUOTA}`, 'concurrency.one-winner'],
      tier: clone.tier,
      variation: { kind: 'race', limit: 'vmQuota' },
      cost: { requests: 30, tasks: 6 },
    }),
    ...vms,
    ...[
      { operation: clone, words: 'for a VM with a public IP' },
      { operation: deploy, words: 'with a public IP' },
    ].map(({ operation, words }) =>
      scenario({
        ...GIVEN,
        id: `${operation.id}/public-ip-quota`,
        title: `${operation.name} is refused ${words} once the VDC has no public IP left, and not before`,
        operation: operation.id,
        requirements: refusalRequirements(operation, PUBLIC_IP_QUOTA),
        tier: operation.tier,
        codes: [PUBLIC_IP_QUOTA],
        variation: { kind: 'public-ip', limit: 'publicIpQuota' },
        expects: refusal([PUBLIC_IP_QUOTA], { admissible: [VM_QUOTA] }),
        twin: `${operation.id}/success`,
        cost: { requests: 40, tasks: 8 },
      }),
    ),
    scenario({
      ...GIVEN,
      id: 'upload-image/image-quota',
      title: 'Upload Image To VDC is refused once the store holds as many images as it may',
      operation: upload.id,
      requirements: refusalRequirements(upload, IMAGE_QUOTA),
      tier: upload.tier,
      codes: [IMAGE_QUOTA],
      variation: { kind: 'image', limit: 'imageQuota' },
      expects: refusal([IMAGE_QUOTA], { admissible: NOT_AN_IMAGE }),
      twin: `${upload.id}/success`,
      cost: { requests: 12, tasks: 0 },
    }),
  ];
}
