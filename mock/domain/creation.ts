import { hostNameOf, publicAddress, wire } from './addresses.ts';
import { DomainError } from './domain-error.ts';
import { machinePath } from './finding.ts';
import { checkMay, type Place, remember } from './machines.ts';
import type { Image, Machine, Organization, PowerState, Task, TaskType, Vdc } from './model.ts';
import { checkMachineNameFree, checkNewName } from './names.ts';
import type { Call } from './policies.ts';
import { checkMachineQuota, checkPublicIpQuota } from './quotas.ts';
import type { Service } from './service.ts';
import { startTask } from './tasks.ts';

interface Blueprint {
  readonly name: string;
  readonly kind: Machine['kind'];
  readonly state: PowerState;
  readonly instanceType: string;
  readonly nics: number;
  readonly publicIp: boolean;
  readonly diskSize: number;
}

/** Puts a machine into its VDC. */
export function build(service: Service, vdc: Vdc, plan: Blueprint): Machine {
  const nics = wire(vdc, plan.name, plan.nics);
  const machine: Machine = {
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
  vdc.machines.set(machine.name, machine);
  service.world.gone.delete(machinePath(vdc, machine.name));
  return machine;
}

interface Order {
  readonly organization: Organization;
  readonly vdc: Vdc;
  readonly type: TaskType;
  readonly objectName: string;
  readonly plan: Blueprint;
  readonly release?: () => void;
}

/** Takes name and quotas at once; the machine itself is there when the task ends. */
function order(service: Service, call: Call, { organization, vdc, type, objectName, plan, release }: Order): Task {
  const task = startTask(service, call, {
    organization,
    type,
    objectName,
    release: () => {
      vdc.reservations.delete(plan.name);
      release?.();
    },
    effect: () => build(service, vdc, plan),
  });
  vdc.reservations.set(plan.name, { publicIp: plan.publicIp, kind: plan.kind, task: task.id });
  return task;
}

/** Clones a machine within its VDC, with a public IP if the source has one (§3.12). */
export function cloneMachine(service: Service, call: Call, place: Place, name: string): Task {
  const { organization, vdc, machine } = place;
  const { behaviour } = service;
  checkNewName(service, call, 'vm', name);
  checkMay(service, call, machine, 'clone');
  checkMachineNameFree(service, call, organization, vdc, name);
  if (machine.publicIp !== null) checkPublicIpQuota(service, call, vdc);
  checkMachineQuota(service, call, vdc);
  const task = order(service, call, {
    organization,
    vdc,
    type: 'CloneVm',
    objectName: behaviour.cloneTaskNames === 'clone' ? name : machine.name,
    plan: {
      name,
      kind: 'plain',
      state: behaviour.stateOfClone,
      instanceType: machine.instanceType,
      nics: machine.nics.length,
      publicIp: machine.publicIp !== null,
      diskSize: machine.diskSize,
    },
    release: () => {
      if (machine.busy?.task === task.id) machine.busy = null;
      remember(machine, 'clone');
    },
  });
  if (behaviour.cloningLocksSource) machine.busy = { task: task.id, doing: 'clone' };
  return task;
}

export interface Deployment {
  readonly name: string;
  readonly instanceType: string;
  readonly publicIp: boolean;
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
  if (defect !== null) throw new DomainError(defect, `The image ${image.name} cannot be deployed.`);
  const rule = policies.publicIpRule(call, image.nics, wish.publicIp);
  if (rule !== null) throw new DomainError(rule, `The image ${image.name} has ${image.nics} NIC(s).`);
  const vdc = destination(service, organization);
  checkMachineNameFree(service, call, organization, vdc, wish.name);
  if (wish.publicIp) checkPublicIpQuota(service, call, vdc);
  checkMachineQuota(service, call, vdc);
  return order(service, call, {
    organization,
    vdc,
    type: 'DeployVm',
    objectName: behaviour.deployTaskNames === 'machine' ? wish.name : image.name,
    plan: { ...wish, kind: 'plain', state: behaviour.stateOfDeployed, nics: image.nics, diskSize: image.diskSize },
  });
}

/** Deploys an NFS server into a VDC (§3.23). The guide names no task type for it; DeployVm is the nearest. */
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
  const servers = [...vdc.machines.values(), ...vdc.reservations.values()].filter(isServer).length;
  if (!service.policies.withinQuota(call, 'nfs-server', servers, 1, service.behaviour.nfsServersPerVdc)) {
    throw new DomainError('InvalidState', `${vdc.name} has as many NFS servers as it may.`);
  }
  checkMachineQuota(service, call, vdc);
  return order(service, call, {
    organization,
    vdc,
    type: 'DeployVm',
    objectName: name,
    plan: { name, kind: 'nfs', state: 'powered-off', instanceType: 'small', nics: 1, publicIp: false, diskSize: 4096 },
  });
}
