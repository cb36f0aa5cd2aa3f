import { DomainError } from './domain-error.ts';
import type { Organization, Vdc } from './model.ts';
import type { Call } from './policies.ts';
import type { Service } from './service.ts';

function scopeOf(service: Service, organization: Organization, vdc: Vdc): readonly Vdc[] {
  return service.behaviour.quotaScope === 'vdc' ? [vdc] : [...organization.vdcs.values()];
}

/** Names of the machines of a VDC, those on their way included. */
const held = ({ machines, reservations }: Vdc): ReadonlySet<string> =>
  new Set([...machines.keys(), ...reservations.keys()]);

const hasPublicIp = ({ machines, reservations }: Vdc, name: string): boolean =>
  reservations.get(name)?.publicIp ?? (machines.get(name)?.publicIp ?? null) !== null;

const sum = (vdcs: readonly Vdc[], count: (vdc: Vdc) => number): number =>
  vdcs.reduce((total, vdc) => total + count(vdc), 0);

/** Refuses one machine more than may be held (§3.67). */
export function checkMachineQuota(service: Service, call: Call, organization: Organization, vdc: Vdc): void {
  const used = sum(scopeOf(service, organization, vdc), (one) => held(one).size);
  if (!service.policies.withinQuota(call, 'vm', used, 1, service.behaviour.vmQuota)) {
    throw new DomainError('DeployVMAmountQuotaReached', `${vdc.name} holds as many machines as it may.`);
  }
}

/** Refuses one public IP more than may be used (§3.69). */
export function checkPublicIpQuota(service: Service, call: Call, organization: Organization, vdc: Vdc): void {
  const used = sum(
    scopeOf(service, organization, vdc),
    (one) => [...held(one)].filter((name) => hasPublicIp(one, name)).length,
  );
  if (!service.policies.withinQuota(call, 'public-ip', used, 1, service.behaviour.publicIpQuota)) {
    throw new DomainError('DeployPublicIPAmountQuotaReached', `${vdc.name} uses as many public addresses as it may.`);
  }
}
