import type { Catalogue } from '../../catalogue/types.ts';
import { lists, refusal, refusalRequirements, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** The VM quota that the target file states is reached on purpose (§3.67). */
export function quotas(catalogue: Catalogue): readonly Scenario[] {
  return ['clone-vm', 'deploy-uploaded-image']
    .map((id) => catalogue.operation(id))
    .filter((operation) => lists(operation, 'DeployVMAmountQuotaReached'))
    .map((operation) =>
      scenario({
        id: `${operation.id}/vm-quota`,
        title: `${operation.name} is refused once the VDC holds as many VMs as it may`,
        operation: operation.id,
        family: 'quota',
        aspect: 'errors',
        class: 'errors',
        requirements: refusalRequirements(operation, 'DeployVMAmountQuotaReached'),
        tier: operation.tier,
        mutates: true,
        codes: ['DeployVMAmountQuotaReached'],
        variation: { kind: 'vm' },
        expects: refusal(['DeployVMAmountQuotaReached']),
        twin: `${operation.id}/success`,
        cost: { requests: 30, tasks: 6 },
      }),
    );
}
