import { DomainError } from '../domain/domain-error.ts';
import type { Image, Machine } from '../domain/model.ts';
import type { Call, Ground, ListKind, Policies } from '../domain/policies.ts';
import { deciding } from './spoilers.ts';
import type { Fault, Spoiler } from './types.ts';

const DEPLOY = 'deploy-uploaded-image';

/** Whether a machine was made while the service ran, and not before. */
const isNew = ({ key }: Machine): boolean => !key.startsWith('machine-0-');

function machineOf({ parameters }: Call, { world }: Ground): Machine | undefined {
  const { 'org-name': organization = '', 'vdc-name': vdc = '', 'vm-name': vm = '' } = parameters;
  return world.organizations.get(organization)?.vdcs.get(vdc)?.machines.get(vm);
}

/** Every fourth list of a kind is cut. */
const nowAndThen =
  (kind: ListKind, cut: <T>(items: readonly T[]) => readonly T[]): (() => Spoiler) =>
  () => ({
    policies: (base) => {
      let count = 0;
      return {
        listOf: (call, listed, items, ground) => {
          const all = base.listOf(call, listed, items, ground);
          if (listed === kind) count += 1;
          return listed === kind && count % 4 === 3 ? cut(all) : all;
        },
      };
    },
  });

const short = (operation: string, kind: ListKind, cut: <T>(items: readonly T[]) => readonly T[]): Fault => ({
  id: `${operation}/short-now-and-then`,
  title: `the list of each ${kind} is short now and then`,
  description: 'Every fourth list lacks some of its entries, as where one of several nodes is behind.',
  kind: 'behaviour',
  operation,
  apply: nowAndThen(kind, cut),
});

/** Services that do not give back what a machine, an image or a refused call had. */
export const LEAKY_FAULTS: readonly Fault[] = [
  short('get-vdc-list', 'vdc', (items) => items.slice(0, -1)),
  short('get-network-list', 'network', (items) => items.slice(1)),
  short('get-task-list', 'task', (items) => items.slice(Math.floor(items.length / 2))),
  {
    id: 'get-vm-list/busy-left-out',
    title: 'the VM list leaves out machines that a task works on',
    description: 'They are there again when the task has ended. Shows while tasks run.',
    kind: 'behaviour',
    operation: 'get-vm-list',
    apply: deciding((base) => ({
      listOf: (call, kind, items, ground) => {
        const all = base.listOf(call, kind, items, ground);
        return kind === 'vm' ? all.filter((item) => (item as unknown as Machine).busy === null) : all;
      },
    })),
  },
  ...['power-on', 'resume', 'reset', 'suspend'].map(
    (action): Fault => ({
      id: `${action}-vm/not-offered-but-taken-in-the-second-vdc`,
      title: `in the second VDC a ${action} is taken although it is not offered`,
      description: 'Only in one VDC is the state of the machine looked at.',
      kind: 'behaviour',
      operation: `${action}-vm`,
      apply: deciding((base) => ({
        mayTransition: (call, machine, doing, ground) =>
          base.mayTransition(call, machine, doing, ground) ||
          (doing === action && machine.state !== 'powered-off' && call.parameters['vdc-name']?.endsWith('2') === true),
      })),
    }),
  ),
  {
    id: 'upload-image/one-place-less',
    title: 'the image store is full one image too early',
    description: 'The last place that the quota leaves is never given.',
    kind: 'behaviour',
    operation: 'upload-image',
    apply: deciding((base) => ({
      withinQuota: (call, quota, used, size, limit) =>
        base.withinQuota(call, quota, used, size, quota === 'image-amount' ? limit - 1 : limit),
    })),
  },
  {
    id: 'delete-vm/public-ip-kept',
    title: 'a public address is not given back with its machine',
    description: 'Addresses of deleted machines count for the quota for ever.',
    kind: 'behaviour',
    operation: 'delete-vm',
    apply: () => ({
      policies: (base) => {
        const kept = new Set<string>();
        return {
          mayTransition: (call, machine, doing, ground) => {
            const may = base.mayTransition(call, machine, doing, ground);
            if (may && doing === 'delete' && machine.publicIp !== null) kept.add(machine.key);
            return may;
          },
          withinQuota: (call, quota, used, size, limit) =>
            base.withinQuota(call, quota, quota === 'public-ip' ? used + kept.size : used, size, limit),
        };
      },
    }),
  },
  {
    id: 'delete-uploaded-image/place-kept',
    title: 'a deleted image goes on counting for the quota of the store',
    description: 'Nothing lists it, and its place is not given back.',
    kind: 'behaviour',
    operation: 'delete-uploaded-image',
    apply: () => ({
      policies: (base) => {
        let kept = 0;
        return {
          changeNow: (call, change) => {
            if (call.operation === 'delete-uploaded-image') kept += 1;
            base.changeNow(call, change);
          },
          withinQuota: (call, quota, used, size, limit) =>
            base.withinQuota(call, quota, quota === 'image-amount' ? used + kept : used, size, limit),
        };
      },
    }),
  },
  {
    id: `${DEPLOY}/beyond-public-ip-quota`,
    title: 'deployments do not count for the quota of public addresses',
    description: 'More addresses than allowed are given away.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: deciding((base) => ({
      withinQuota: (call, quota, used, size, limit) =>
        (call.operation === DEPLOY && quota === 'public-ip') || base.withinQuota(call, quota, used, size, limit),
    })),
  },
  {
    id: `${DEPLOY}/two-nics-small`,
    title: 'machines with two NICs are always deployed small',
    description: 'The instance type is looked at for images with one NIC only.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: deciding((base) => ({
      created: (call, machine, ground) => {
        const made = base.created(call, machine, ground);
        return call.operation === DEPLOY && made.nics.length === 2 ? { ...made, instanceType: 'small' } : made;
      },
    })),
  },
  {
    id: 'delete-uploaded-image/of-another',
    title: 'images of other organisations can be deleted',
    description: 'An image is looked up by its name in all the stores there are.',
    kind: 'behaviour',
    operation: 'delete-uploaded-image',
    apply: deciding((base) => ({
      find: <T>(...[call, kind, path, found, ground]: Parameters<Policies['find']>): T | undefined => {
        const answer = base.find(call, kind, path, found, ground);
        if (call.operation !== 'delete-uploaded-image' || kind !== 'image' || answer !== undefined)
          return answer as T | undefined;
        for (const { images } of ground.world.organizations.values()) {
          const image: Image | undefined = images.get(path.split('/').at(-1) ?? '');
          if (image === undefined) continue;
          images.delete(image.name);
          return image as T;
        }
        return undefined;
      },
    })),
  },
  {
    id: 'list-uploaded-image/of-all',
    title: 'everybody is shown the images of all organisations',
    description: 'The stores are one, and nobody looks whose image it is.',
    kind: 'behaviour',
    operation: 'list-uploaded-image',
    apply: deciding((base) => ({
      listOf: (call, kind, items, ground) => {
        const all = base.listOf(call, kind, items, ground);
        if (kind !== 'image' || call.parameters['org-name'] !== 'other') return all;
        const stores = [...ground.world.organizations.values()].map(({ images }) => [...images.values()]);
        return [...new Set([...all, ...(stores.flat() as unknown as typeof all)])];
      },
    })),
  },
  {
    id: 'get-vm-list/same-for-all-vdcs',
    title: 'a VM list shows a new machine of another VDC as well',
    description: 'Machines that were made are looked for by organisation.',
    kind: 'behaviour',
    operation: 'get-vm-list',
    apply: deciding((base) => ({
      listOf: (call, kind, items, ground) => {
        const all = base.listOf(call, kind, items, ground);
        const { 'org-name': organization = '', 'vdc-name': vdc = '' } = call.parameters;
        const others = [...(ground.world.organizations.get(organization)?.vdcs.values() ?? [])];
        if (kind !== 'vm' || !vdc.endsWith('2')) return all;
        const made = others.flatMap(({ name, machines }) => (name === vdc ? [] : [...machines.values()].filter(isNew)));
        return [...all, ...(made.slice(0, 1) as unknown as typeof all)];
      },
    })),
  },
  {
    id: 'clone-vm/made-twice',
    title: 'a clone makes two machines',
    description: 'Beside the one that was asked for there is another, called like it and a little more.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: deciding((base) => ({
      created: (call, machine, ground) => {
        const made = base.created(call, machine, ground);
        const { 'org-name': organization = '', 'vdc-name': vdc = '' } = call.parameters;
        const twin = { ...made, key: `${made.key}-twin`, name: `${made.name}-copy`, past: [] };
        const home = ground.world.organizations.get(organization)?.vdcs.get(vdc)?.machines;
        if (call.operation === 'clone-vm') home?.set(twin.name, twin);
        return made;
      },
    })),
  },
  {
    id: 'get-vm-virtualnic-information/unknown-for-clones',
    title: 'the NICs of a machine that was made here cannot be read',
    description: 'Its list names them, and each is not found.',
    kind: 'behaviour',
    operation: 'get-vm-virtualnic-information',
    apply: deciding((base) => ({
      find: (call, kind, path, found, ground) => {
        const machine = machineOf(call, ground);
        const lost = kind === 'virtualnic' && machine !== undefined && isNew(machine);
        return lost ? undefined : base.find(call, kind, path, found, ground);
      },
    })),
  },
  {
    id: 'get-vm-information/stranger-breaks-on-nothing',
    title: 'a stranger who asks for a machine that there is not breaks something',
    description: 'Of machines that are there he is refused; the answer to the others is an internal error.',
    kind: 'behaviour',
    operation: 'get-vm-information',
    apply: () => ({
      policies: (base) => {
        let known: Ground | undefined;
        return {
          find: (call, kind, path, found, ground) => {
            known = ground;
            return base.find(call, kind, path, found, ground);
          },
          sameTenant: (call, user, organization) => {
            const same = base.sameTenant(call, user, organization);
            const nothing = known !== undefined && machineOf(call, known) === undefined;
            if (!same && nothing && call.operation === 'get-vm-information')
              throw new DomainError('InternalError', 'Something went wrong.');
            return same;
          },
        };
      },
    }),
  },
  {
    id: 'get-organization-list/empty-for-managers',
    title: 'whoever is account manager is shown no organisation',
    description: 'The list is made for those who have exactly one role.',
    kind: 'behaviour',
    operation: 'get-organization-list',
    apply: deciding((base) => ({
      visibleOrganizations: (call, user, ground) =>
        user.roles.length > 1 ? [] : base.visibleOrganizations(call, user, ground),
    })),
  },
  {
    id: 'clone-vm/comes-suspended',
    title: 'a clone comes suspended',
    description: 'It is made of a snapshot of memory, and nobody resumes it.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: deciding((base) => ({
      created: (call, machine, ground) => {
        const made = base.created(call, machine, ground);
        return call.operation === 'clone-vm' ? { ...made, state: 'suspended' } : made;
      },
    })),
  },
  {
    id: 'update-vm-instance-type/network-changed',
    title: 'with another size each NIC is in another network',
    description: 'The NIC is there, and its information names a network that it was not in.',
    kind: 'behaviour',
    operation: 'update-vm-instance-type',
    apply: deciding((base) => ({
      find: (call, kind, path, found, ground) => {
        const seen = base.find(call, kind, path, found, ground);
        const lost = kind === 'virtualnic' && machineOf(call, ground)?.past.includes('update') === true;
        return lost && seen !== undefined ? { ...seen, network: 'default' } : seen;
      },
    })),
  },
  ...(['suspend', 'resume', 'reset'] as const).map(
    (action): Fault => ({
      id: `${action}-vm/address-lost`,
      title: `after a ${action} a machine has no public address any more`,
      description: 'It is shown without one from then on.',
      kind: 'behaviour',
      operation: `${action}-vm`,
      apply: () => ({
        policies: (base) => {
          const lost = new Set<string>();
          return {
            stateAfter: (machine, doing, ground) => {
              if (doing === action) lost.add(machine.key);
              return base.stateAfter(machine, doing, ground);
            },
            machineSeen: (call, machine, ground) => {
              const seen = base.machineSeen(call, machine, ground);
              return lost.has(machine.key) ? { ...seen, publicIp: null } : seen;
            },
          };
        },
      }),
    }),
  ),
  {
    id: 'suspend-vm/without-effect-on-two-nics',
    title: 'a machine with two NICs is not suspended',
    description: 'The task ends well, and the machine goes on running.',
    kind: 'behaviour',
    operation: 'suspend-vm',
    apply: deciding((base) => ({
      stateAfter: (machine, action, ground) =>
        action === 'suspend' && machine.nics.length === 2 ? machine.state : base.stateAfter(machine, action, ground),
    })),
  },
  ...(['delete', 'update'] as const).map(
    (doing): Fault => ({
      id: `${doing === 'delete' ? 'delete-vm' : 'update-vm-instance-type'}/decided-anew`,
      title: `every second ${doing} of a running machine is refused for its state`,
      description: 'The state is the same each time.',
      kind: 'behaviour',
      operation: doing === 'delete' ? 'delete-vm' : 'update-vm-instance-type',
      apply: () => ({
        policies: (base) => {
          let count = 0;
          return {
            mayTransition: (call, machine, asked, ground) => {
              if (asked !== doing || machine.state !== 'powered-on')
                return base.mayTransition(call, machine, asked, ground);
              count += 1;
              return count % 2 === 1;
            },
          };
        },
      }),
    }),
  ),
];
