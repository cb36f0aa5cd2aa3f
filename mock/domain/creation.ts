import { hostNameOf, publicAddress, wire } from './addresses.ts';
import { DomainError } from './domain-error.ts';
import { machinePath } from './finding.ts';
import { checkMay, type Place, remember } from './machines.ts';
import type { Image, Machine, Organization, PowerState, Task, Vdc } from './model.ts';
import { checkMachineNameFree, checkNewName } from './names.ts';
import type { Call } from './policies.ts';
import { checkMachineQuota, checkPublicIpQuota } from './quotas.ts';
import type { Service } from './service.ts';
import { startTask, type TaskOrder } from './tasks.ts';

interface Blueprint {
  readonly name: string;
  readonly kind: Machine['kind'];
  readonly state: PowerState;
  readonly instanceType: string;
  readonly nics: number;
  readonly publicIp: boolean;
  readonly diskSize: number;
}

function build(service: Service, vdc: Vdc, plan: Blueprint): Machine {
  const nics = wire(vdc, plan.name, plan.nics);
  return {
    key: `machine-${service.nextNumber()}`,
    name: plan.name,
    kind: plan.kind,
    state: plan.state,
    instanceType: plan.instanceType,
    nics,
    publicIp: plan.publicIp ? publicAddress(vdc, nics) : null,
    fqdn: hostNameOf(vdc, plan.name),
    diskSize: plan.diskSize,
    busy: null,
    past: [],
  };
}

interface Order extends Pick<TaskOrder, 'organization' | 'type' | 'objectName'> {
  readonly vdc: Vdc;
  readonly plan: Blueprint;
  readonly image?: string;
  readonly notBefore?: number;
  readonly fails?: boolean;
  readonly release?: () => void;
}

/** Takes name and quotas at once; the machine itself is there when the task ends, or is shown as busy until then. */
function order(service: Service, call: Call, { plan, image, release, ...rest }: Order): Task {
  const vdc = service.policies.landing(call, rest.vdc, service.ground);
  const machine = service.policies.created(call, build(service, vdc, plan), service.ground);
  const visible = service.behaviour.seenDuringCreation === 'visible';
  const task = startTask(service, call, {
    ...rest,
    release: () => {
      vdc.reservations.delete(plan.name);
      if (visible) vdc.machines.delete(plan.name);
      release?.();
    },
    effect: () => {
      machine.busy = null;
      vdc.machines.set(machine.name, machine);
      service.world.gone.delete(machinePath(vdc, machine.name));
    },
  });
  vdc.reservations.set(plan.name, { publicIp: plan.publicIp, kind: plan.kind, task: task.id, image: image ?? null });
  if (visible) {
    machine.busy = { task: task.id, doing: 'create', endsAt: task.endsAt, leadsTo: plan.state };
    vdc.machines.set(machine.name, machine);
  }
  return task;
}

/** Clones a machine within its VDC, with a public IP if the source has one (§3.12). */
export function cloneMachine(service: Service, call: Call, place: Place, name: string): Task {
  const { organization, vdc, machine } = place;
  const { behaviour } = service;
  checkNewName(service, call, 'vm', name);
  checkMay(service, call, machine, 'clone');
  checkMachineNameFree(service, call, organization, vdc, name);
  if (machine.publicIp !== null) checkPublicIpQuota(service, call, organization, vdc);
  checkMachineQuota(service, call, organization, vdc);
  const task = order(service, call, {
    organization,
    vdc,
    type: 'CloneVm',
    objectName: behaviour.cloneTaskNames === 'clone' ? name : machine.name,
    plan: {
      name,
      kind: 'plain',
      state: behaviour.stateOfClone === 'as-source' ? machine.state : behaviour.stateOfClone,
      instanceType: machine.instanceType,
      nics: machine.nics.length,
      publicIp: machine.publicIp !== null,
      diskSize: machine.diskSize,
    },
    ...(machine.busy === null ? {} : { notBefore: machine.busy.endsAt }),
    release: () => {
      if (machine.busy?.task === task.id) machine.busy = null;
      remember(machine, 'clone');
    },
  });
  if (behaviour.cloningLocksSource) {
    const leadsTo = machine.busy?.leadsTo ?? machine.state;
    machine.busy = { task: task.id, doing: 'clone', endsAt: task.endsAt, leadsTo };
  }
  return task;
}

export interface Deployment {
  readonly name: string;
  readonly instanceType: string;
  /** null where the request leaves it out and the service has a default: whatever the image needs. */
  readonly publicIp: boolean | null;
}

function destination(service: Service, organization: Organization): Vdc {
  const vdcs = [...organization.vdcs.values()];
  const load = (vdc: Vdc): number => vdc.machines.size + vdc.reservations.size;
  const choices = {
    first: vdcs[0],
    last: vdcs.at(-1),
    emptiest: vdcs.toSorted((one, other) => load(one) - load(other))[0],
  };
  const vdc = choices[service.behaviour.deployInto];
  if (vdc === undefined) throw new DomainError('InvalidState', `${organization.name} has no VDC to deploy to.`);
  return vdc;
}

/** Deploys an image (§3.22). The URI names no VDC: `deployInto` chooses it. */
export function deployImage(
  service: Service,
  call: Call,
  organization: Organization,
  image: Image,
  wish: Deployment,
): Task {
  const { policies, behaviour } = service;
  checkNewName(service, call, 'vm', wish.name);
  const defect = policies.refusedImage(call, image.defect);
  if (defect !== null && behaviour.imageDefects === 'answer') {
    throw new DomainError(defect, `The image ${image.name} cannot be deployed.`);
  }
  const publicIp = wish.publicIp ?? image.nics === 2;
  const rule = policies.publicIpRule(call, image.nics, publicIp);
  if (rule !== null) throw new DomainError(rule, `The image ${image.name} has ${image.nics} NIC(s).`);
  const vdc = destination(service, organization);
  checkMachineNameFree(service, call, organization, vdc, wish.name);
  if (publicIp) checkPublicIpQuota(service, call, organization, vdc);
  checkMachineQuota(service, call, organization, vdc);
  const { name, instanceType } = wish;
  return order(service, call, {
    organization,
    vdc,
    type: 'DeployVm',
    objectName: behaviour.deployTaskNames === 'machine' ? name : image.name,
    image: image.name,
    fails: defect !== null,
    plan: {
      name,
      instanceType,
      publicIp,
      kind: 'plain',
      state: behaviour.stateOfDeployed,
      nics: image.nics,
      diskSize: image.diskSize,
    },
  });
}

/** Deploys an NFS server into a VDC (§3.23). The guide does not say which task type that has. */
export function deployNfsServer(
  service: Service,
  call: Call,
  organization: Organization,
  vdc: Vdc,
  name: string,
): Task {
  checkNewName(service, call, 'vm', name);
  checkMachineNameFree(service, call, organization, vdc, name);
  const isServer = (one: { readonly kind: Machine['kind'] }): boolean => one.kind === 'nfs';
  const counted = service.behaviour.nfsServerScope === 'vdc' ? [vdc] : [...organization.vdcs.values()];
  const servers = counted
    .flatMap(({ machines, reservations }) => [...machines.values(), ...reservations.values()])
    .filter(isServer).length;
  if (!service.policies.withinQuota(call, 'nfs-server', servers, 1, service.behaviour.nfsServersPerVdc)) {
    throw new DomainError(service.behaviour.nfsAgain, `${vdc.name} has as many NFS servers as it may.`);
  }
  checkMachineQuota(service, call, organization, vdc);
  return order(service, call, {
    organization,
    vdc,
    type: service.behaviour.nfsDeployTaskType,
    objectName: name,
    plan: { name, kind: 'nfs', state: 'powered-off', instanceType: 'small', nics: 1, publicIp: false, diskSize: 4096 },
  });
}
