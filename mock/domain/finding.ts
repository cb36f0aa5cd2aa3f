import { findOrganization } from './access.ts';
import { DomainError } from './domain-error.ts';
import type { Image, Machine, Network, Nic, Organization, Task, Vdc } from './model.ts';
import { lookUp } from './names.ts';
import type { Call, Findable } from './policies.ts';
import type { Service } from './service.ts';
import { isForgotten } from './tasks.ts';

interface Wanted<T> {
  readonly kind: Findable;
  readonly path: string;
  readonly name: string;
  readonly found: T | undefined;
}

function orNotFound<T>(service: Service, call: Call, wanted: Wanted<T>): T {
  const answer = service.policies.find(call, wanted.kind, wanted.path, wanted.found, service.ground);
  if (answer === undefined) throw new DomainError('ObjectNotFound', `There is no ${wanted.kind} ${wanted.name}.`);
  return answer;
}

export const machinePath = (vdc: Vdc, name: string): string => `vm/${vdc.organization}/${vdc.name}/${name}`;
export const imagePath = (organization: Organization, name: string): string => `image/${organization.name}/${name}`;

export function findVdc(service: Service, call: Call): { organization: Organization; vdc: Vdc } {
  const organization = findOrganization(service, call);
  const name = call.parameters['vdc-name'] ?? '';
  const path = `vdc/${organization.name}/${name}`;
  const vdc = orNotFound(service, call, { kind: 'vdc', path, name, found: organization.vdcs.get(name) });
  return { organization, vdc };
}

/** Whether reading shows a machine: not where it is on its way out, or apart from the others, and this service hides that. */
export function isSeen({ behaviour }: Service, machine: Machine): boolean {
  if (machine.kind === 'nfs' && behaviour.nfsServer === 'hidden') return false;
  return machine.busy?.doing !== 'delete' || behaviour.seenDuringDeletion === 'visible';
}

function seenMachine(service: Service, vdc: Vdc, name: string): Machine | undefined {
  const machine = lookUp(service, vdc.machines, name);
  if (machine === undefined || isSeen(service, machine)) return machine;
  if (machine.busy?.doing === 'delete' && service.behaviour.seenDuringDeletion === 'during-deleting') {
    throw new DomainError('DuringDeleting', `${name} is being deleted.`);
  }
  return undefined;
}

export function findMachine(service: Service, call: Call): { organization: Organization; vdc: Vdc; machine: Machine } {
  const { organization, vdc } = findVdc(service, call);
  const name = call.parameters['vm-name'] ?? '';
  const path = machinePath(vdc, name);
  const machine = orNotFound(service, call, { kind: 'vm', path, name, found: seenMachine(service, vdc, name) });
  return { organization, vdc, machine };
}

export function findNic(service: Service, call: Call): { machine: Machine; nic: Nic } {
  const { vdc, machine } = findMachine(service, call);
  const name = call.parameters['virtualnic-name'] ?? '';
  const path = `virtualnic/${vdc.organization}/${vdc.name}/${machine.name}/${name}`;
  const found = machine.nics.find((nic) => nic.name === name);
  return { machine, nic: orNotFound(service, call, { kind: 'virtualnic', path, name, found }) };
}

export function findNetwork(service: Service, call: Call): Network {
  const { organization, vdc } = findVdc(service, call);
  const name = call.parameters['network-name'] ?? '';
  const path = `network/${organization.name}/${vdc.name}/${name}`;
  return orNotFound(service, call, { kind: 'network', path, name, found: vdc.networks.get(name) });
}

export function findImage(service: Service, call: Call): { organization: Organization; image: Image } {
  const organization = findOrganization(service, call);
  const name = call.parameters['image-name'] ?? '';
  const path = imagePath(organization, name);
  if (
    call.operation === 'deploy-uploaded-image' &&
    service.behaviour.unknownImage === 'DeployImageNotFound' &&
    lookUp(service, organization.images, name) === undefined
  ) {
    throw new DomainError('DeployImageNotFound', `There is no image ${name}.`);
  }
  const image = orNotFound(service, call, {
    kind: 'image',
    path,
    name,
    found: lookUp(service, organization.images, name),
  });
  return { organization, image };
}

export function findTask(service: Service, call: Call): Task {
  const organization = findOrganization(service, call);
  const name = call.parameters['task-id'] ?? '';
  const task = service.world.tasks.get(name);
  const there = task !== undefined && !(service.behaviour.expiredTasks === 'gone' && isForgotten(service, task));
  const found = there && task.organization === organization.name ? task : undefined;
  return orNotFound(service, call, { kind: 'task', path: `task/${organization.name}/${name}`, name, found });
}
