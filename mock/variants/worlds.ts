import type { Machine, Organization, Vdc, World } from '../domain/model.ts';
import type { Variant } from './types.ts';

/** The organisation whose administrator asks, and the other one. */
const own = ({ organizations }: World): Organization => at(organizations, 0);
const foreign = ({ organizations }: World): Organization => at(organizations, 1);
const first = ({ vdcs }: Organization): Vdc => at(vdcs, 0);

function at<T>(things: ReadonlyMap<string, T>, place: number): T {
  const found = [...things.values()][place];
  if (found === undefined) throw new Error('the world is smaller than that');
  return found;
}

/** Together, some of these would leave a service of which no machine can be made: that is not what is tried here. */
const canBeCloned = (world: World): boolean =>
  [...first(own(world)).machines.values()].some(({ state }) => state === 'powered-off');

function rename(vdc: Vdc, name: (machine: Machine, index: number) => string): void {
  const machines = [...vdc.machines.values()];
  vdc.machines.clear();
  machines.forEach((machine, index) => {
    const renamed = name(machine, index);
    vdc.machines.set(renamed, { ...machine, name: renamed });
  });
}

const ODD_NAMES = ['Web Server', 'Büro_1', '100%', 'a+b', "O'Hara & Co"];
const CROWD = 40;
const OLD_TASKS = 60;
const HOUR_MS = 3_600_000;

/** Installations that hold other things: nothing in the guide says what there has to be. */
export const WORLD_VARIANTS: readonly Variant[] = [
  {
    id: 'one-vdc',
    title: 'an organisation with one VDC',
    description: 'There is no second one.',
    reading: null,
    world: (world) => {
      for (const name of [...own(world).vdcs.keys()].slice(1)) own(world).vdcs.delete(name);
    },
  },
  {
    id: 'second-vdc-empty',
    title: 'a second VDC without machines',
    description: 'Its VM list is empty, and nothing can be cloned there.',
    reading: null,
    world: (world) => [...own(world).vdcs.values()].slice(1)[0]?.machines.clear(),
  },
  {
    id: 'no-machines-yet',
    title: 'no machines to begin with',
    description: 'An image can be deployed, and there is nothing to clone.',
    reading: null,
    world: (world) => {
      if (own(world).images.size > 0) for (const { machines } of own(world).vdcs.values()) machines.clear();
    },
  },
  {
    id: 'no-images-yet',
    title: 'no images to begin with',
    description: 'Machines can be cloned, and there is nothing to deploy.',
    reading: null,
    world: (world) => {
      if (canBeCloned(world)) own(world).images.clear();
    },
  },
  {
    id: 'no-templates',
    title: 'no templates',
    description: 'The template list is empty.',
    reading: null,
    world: (world) => {
      own(world).templates.length = 0;
    },
  },
  {
    id: 'all-machines-run',
    title: 'every machine runs',
    description: 'None of those that are there can be cloned as it is.',
    reading: null,
    world: (world) => {
      if (own(world).images.size === 0) return;
      for (const { machines } of own(world).vdcs.values())
        for (const machine of machines.values()) machine.state = 'powered-on';
    },
  },
  {
    id: 'odd-names',
    title: 'machines with names that URIs and XML have to escape',
    description: 'Spaces, umlauts, a percent sign, a plus, an apostrophe and an ampersand.',
    reading: null,
    behaviour: { namePattern: /^[^/]{1,64}$/ },
    world: (world) => rename(first(own(world)), ({ name }, index) => ODD_NAMES[index] ?? name),
  },
  {
    id: 'same-names-elsewhere',
    title: 'another organisation with the same names',
    description:
      'Its VDC and its machines are called as those of the first one; names are unique in their parent only.',
    reading: null,
    world: (world) => {
      const there = first(foreign(world));
      const here = first(own(world));
      // Names that look like names: a suite may take them for telling.
      const [model] = here.machines.values();
      if (model !== undefined) here.machines.set('web01', { ...model, key: 'web01', name: 'web01', past: [] });
      const names = [...here.machines.keys()].reverse();
      rename(there, ({ name }, index) => names[index] ?? name);
      foreign(world).vdcs.clear();
      foreign(world).vdcs.set(here.name, { ...there, name: here.name });
    },
  },
  {
    id: 'many-machines',
    title: 'a VDC full of machines',
    description: 'Forty of them, and room for more.',
    reading: null,
    behaviour: { vmQuota: CROWD * 2 },
    world: (world, { vmQuota }) => {
      const { machines } = first(own(world));
      const [model] = machines.values();
      if (model === undefined) return;
      for (let n = 1; n <= Math.min(CROWD, vmQuota / 2 - machines.size); n += 1)
        machines.set(`farm-${n}`, { ...model, key: `farm-${n}`, name: `farm-${n}`, past: [] });
    },
  },
  {
    id: 'one-machine-with-two-nics',
    title: 'a VDC whose only machine has two NICs',
    description: 'Whatever the run needs is cloned from it, and it is busy meanwhile; deployments land elsewhere.',
    reading: null,
    behaviour: { deployInto: 'last' },
    world: (world) => {
      const { machines } = first(own(world));
      const two = [...machines.values()].find(({ nics, state }) => nics.length === 2 && state === 'powered-off');
      if (two === undefined) return;
      machines.clear();
      machines.set(two.name, two);
    },
  },
  {
    id: 'nfs-from-the-start',
    title: 'NFS is enabled already',
    description: 'Each VDC has its server, and takes no other.',
    reading: 'nfs-deploy-again-code',
    behaviour: { nfsServersPerVdc: 1 },
    world: (world) => {
      for (const { name, machines, nfs } of own(world).vdcs.values()) {
        const [model] = machines.values();
        const server = `nfs-of-${name}`;
        if (model !== undefined) machines.set(server, { ...model, key: server, name: server, kind: 'nfs', past: [] });
        nfs.state = 'on';
      }
    },
  },
  {
    id: 'old-tasks',
    title: 'a task list with a past',
    description: 'Tasks of the day before, some of which ended badly.',
    reading: null,
    world: (world) => {
      const before = Date.now() - 24 * HOUR_MS;
      for (let n = 1; n <= OLD_TASKS; n += 1) {
        const startedAt = before + n * 1000;
        world.tasks.set(`old-${n}`, {
          id: `old-${n}`,
          organization: own(world).name,
          type: n % 2 === 0 ? 'PowerOnVm' : 'DeleteVm',
          objectName: `long-gone-${n}`,
          startedAt,
          endsAt: startedAt + 500,
          phase: n % 5 === 0 ? 'failed' : 'completed',
          cancelable: false,
        });
      }
    },
  },
];
