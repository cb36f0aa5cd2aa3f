import { DomainError } from './domain-error.ts';
import type { Organization, Task, Vdc } from './model.ts';
import type { Call } from './policies.ts';
import type { Service } from './service.ts';
import { startTask } from './tasks.ts';

const someServer = (vdc: Vdc): boolean => [...vdc.machines.values()].some((machine) => machine.kind === 'nfs');
const serverComing = (vdc: Vdc): boolean => [...vdc.reservations.values()].some((one) => one.kind === 'nfs');

function whyNotEnable(service: Service, vdc: Vdc): string | null {
  if (vdc.nfs.state === 'on' || vdc.nfs.state === 'syncing') return 'NfsVmAlreadyExist';
  if (vdc.nfs.state === 'enabling' || serverComing(vdc)) return 'NfsVmIsDeploying';
  return service.behaviour.nfsNeedsServer && !someServer(vdc) ? 'NfsVMNotFound' : null;
}

function whyNotResync(vdc: Vdc): string | null {
  if (vdc.nfs.state === 'on') return null;
  return vdc.nfs.state === 'off' ? 'NfsVMNotFound' : 'NfsVmIsDeploying';
}

function objectName(service: Service, vdc: Vdc): string {
  const server = [...vdc.machines.values()].find((machine) => machine.kind === 'nfs');
  return service.behaviour.nfsTaskNames === 'server' && server !== undefined ? server.name : vdc.name;
}

function refuse(service: Service, call: Call, vdc: Vdc, found: string | null): void {
  const code = service.policies.refusedNfs(call, found, vdc);
  if (code !== null) throw new DomainError(code, `NFS access of ${vdc.name} is ${vdc.nfs.state}.`);
}

/** §3.28: once per VDC (§3.84), not while a server is being deployed (§3.85). */
export function enableNfs(service: Service, call: Call, organization: Organization, vdc: Vdc): Task {
  refuse(service, call, vdc, whyNotEnable(service, vdc));
  const task = startTask(service, call, {
    organization,
    type: 'EnableNFS',
    objectName: objectName(service, vdc),
    release: () => {
      vdc.nfs.state = 'off';
    },
    effect: () => {
      vdc.nfs.state = 'on';
    },
  });
  vdc.nfs.state = 'enabling';
  return task;
}

/** §3.29: only where NFS was enabled (§3.95). */
export function resyncNfs(service: Service, call: Call, organization: Organization, vdc: Vdc): Task {
  refuse(service, call, vdc, whyNotResync(vdc));
  // Whoever lets a resync pass where NFS is off has not enabled it by that.
  const before = vdc.nfs.state;
  const task = startTask(service, call, {
    organization,
    type: 'ResyncNFS',
    objectName: objectName(service, vdc),
    release: () => {
      if (vdc.nfs.state === 'syncing') vdc.nfs.state = before;
    },
    effect: () => undefined,
  });
  vdc.nfs.state = 'syncing';
  return task;
}
