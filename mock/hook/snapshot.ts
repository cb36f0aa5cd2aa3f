import type { Machine, Organization, Task, Vdc } from '../domain/model.ts';
import type { Service } from '../domain/service.ts';

const machine = ({ name, kind, state, instanceType, nics, publicIp, busy }: Machine) => ({
  name,
  kind,
  state,
  instanceType,
  nics: nics.map((nic) => nic.name),
  publicIp,
  busy: busy?.task ?? null,
});

const vdc = ({ name, machines, reservations, networks, nfs }: Vdc) => ({
  name,
  vms: [...machines.values()].map(machine),
  coming: [...reservations.keys()],
  networks: [...networks.values()].map((network) => ({ name: network.name, scope: network.scope })),
  nfs: nfs.state,
});

const organization = ({ name, vdcs, images, templates }: Organization) => ({
  name,
  vdcs: [...vdcs.values()].map(vdc),
  images: [...images.values()].map((image) => ({
    name: image.name,
    size: image.size,
    nics: image.nics,
    defect: image.defect,
  })),
  templates,
});

const task = ({ id, organization: owner, type, objectName, phase, startedAt, endsAt }: Task) => ({
  id,
  organization: owner,
  type,
  objectName,
  phase,
  startedAt: new Date(startedAt).toISOString(),
  endsAt: new Date(endsAt).toISOString(),
});

/** What there is, as plain JSON; without users and their secrets. */
export function snapshot(service: Service) {
  service.settle();
  const { world } = service;
  return {
    organizations: [...world.organizations.values()].map(organization),
    tasks: [...world.tasks.values()].map(task),
  };
}
