import { DomainError } from './domain-error.ts';
import type { Vdc } from './model.ts';
import type { Call } from './policies.ts';
import type { Service } from './service.ts';

const count = <T>(items: Iterable<T>, counts: (item: T) => boolean): number => [...items].filter(counts).length;

/** Refuses one machine more than the VDC may hold; those on their way count (§3.67). */
export function checkMachineQuota(service: Service, call: Call, vdc: Vdc): void {
  const used = vdc.machines.size + vdc.reservations.size;
  if (!service.policies.withinQuota(call, 'vm', used, 1, service.behaviour.vmQuota)) {
    throw new DomainError('DeployVMAmountQuotaReached', `${vdc.name} holds as many machines as it may.`);
  }
}

/** Refuses one public IP more than the VDC may use (§3.69). */
export function checkPublicIpQuota(service: Service, call: Call, vdc: Vdc): void {
  const used =
    count(vdc.machines.values(), (machine) => machine.publicIp !== null) +
    count(vdc.reservations.values(), (reservation) => reservation.publicIp);
  if (!service.policies.withinQuota(call, 'public-ip', used, 1, service.behaviour.publicIpQuota)) {
    throw new DomainError('DeployPublicIPAmountQuotaReached', `${vdc.name} uses as many public addresses as it may.`);
  }
}
