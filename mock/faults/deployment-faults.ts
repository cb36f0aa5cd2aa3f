import type { Machine } from '../domain/model.ts';
import type { Call, Ground } from '../domain/policies.ts';
import { deciding } from './spoilers.ts';
import type { Fault } from './types.ts';

const SIZES = ['small', 'medium', 'large'];
const DEPLOY = 'deploy-uploaded-image';
const UPDATE = 'update-vm-instance-type';

const IGNORED = 'Of the three instance types, this one is taken for another.';

/** Deployments and updates that go wrong only for some images or sizes, or only later. */
export const DEPLOYMENT_FAULTS: readonly Fault[] = [
  ...SIZES.map(
    (size): Fault => ({
      id: `${DEPLOY}/value-ignored.${size}`,
      title: `nothing is deployed as ${size}`,
      description: IGNORED,
      kind: 'behaviour',
      operation: DEPLOY,
      apply: deciding((base) => ({
        created: (call, machine, ground) => {
          const made = base.created(call, machine, ground);
          const ignored = call.operation === DEPLOY && made.instanceType === size;
          return ignored ? { ...made, instanceType: size === 'small' ? 'medium' : 'small' } : made;
        },
      })),
    }),
  ),
  ...SIZES.map(
    (size): Fault => ({
      id: `${UPDATE}/value-ignored.${size}`,
      title: `an update to ${size} does nothing`,
      description: 'The task ends well, and the instance type is the one from before.',
      kind: 'behaviour',
      operation: UPDATE,
      apply: () => ({
        policies: (base) => {
          const machines = new Map<string, { instanceType: string }>();
          return {
            mayTransition: (call, machine, doing, ground) => {
              if (doing === 'update') machines.set(`${call.parameters['vdc-name']}/${machine.name}`, machine);
              return base.mayTransition(call, machine, doing, ground);
            },
            effectOf: (task, effect, call) => {
              const machine = machines.get(`${call.parameters['vdc-name']}/${task.objectName}`);
              const before = machine?.instanceType ?? size;
              base.effectOf(task, effect, call);
              if (call.operation === UPDATE && machine?.instanceType === size) machine.instanceType = before;
            },
          };
        },
      }),
    }),
  ),
  {
    id: `${DEPLOY}/image-consumed`,
    title: 'an image can be deployed once',
    description: 'With its first deployment it goes out of the store.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: deciding((base) => ({
      created: (call, machine, ground) => {
        const { 'org-name': organization = '', 'image-name': image = '' } = call.parameters;
        if (call.operation === DEPLOY) ground.world.organizations.get(organization)?.images.delete(image);
        return base.created(call, machine, ground);
      },
    })),
  },
  {
    id: `${DEPLOY}/never-runs`,
    title: 'a machine that was deployed cannot be powered on',
    description: 'The call is accepted and its task fails.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: () => ({
      policies: (base) => {
        const deployed = new Set<string>();
        return {
          created: (call, machine, ground) => {
            if (call.operation === DEPLOY) deployed.add(machine.name);
            return base.created(call, machine, ground);
          },
          taskOutcome: (task, call) =>
            task.type === 'PowerOnVm' && deployed.has(task.objectName) ? 'failed' : base.taskOutcome(task, call),
        };
      },
    }),
  },
  {
    id: `${DEPLOY}/address-forgotten`,
    title: 'a deployment with a public address has none',
    description: 'The wish is accepted and forgotten.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: deciding((base) => ({
      created: (call, machine, ground) => {
        const made = base.created(call, machine, ground);
        return call.operation === DEPLOY ? { ...made, publicIp: null } : made;
      },
    })),
  },
  {
    id: 'upload-image/not-deployable',
    title: 'an image that was uploaded cannot be deployed',
    description: 'The store lists it, and a deployment of it finds nothing.',
    kind: 'behaviour',
    operation: 'upload-image',
    apply: () => ({
      policies: (base) => {
        const uploaded = new Set<string>();
        return {
          isDuplicate: (call, kind, name, taken, ground) => {
            if (kind === 'image' && !taken) uploaded.add(name);
            return base.isDuplicate(call, kind, name, taken, ground);
          },
          refusedImage: (call, defect) =>
            uploaded.has(call.parameters['image-name'] ?? '') ? 'DeployImageNotFound' : base.refusedImage(call, defect),
        };
      },
    }),
  },
  {
    id: 'clone-vm/source-changed',
    title: 'a clone changes its source',
    description: 'The source has another instance type afterwards.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: deciding((base) => ({
      mayTransition: (call, machine, doing, ground) => {
        const may = base.mayTransition(call, machine, doing, ground);
        if (may && doing === 'clone') machine.instanceType = machine.instanceType === 'small' ? 'large' : 'small';
        return may;
      },
    })),
  },
  {
    id: 'clone-vm/name-race',
    title: 'two clones at once may take one name',
    description: 'Only names of machines that are there already are looked at. Shows while tasks run.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: deciding((base) => ({
      isDuplicate: (call, kind, name, taken, ground) => {
        const { 'org-name': organization = '', 'vdc-name': vdc = '' } = call.parameters;
        const there = ground.world.organizations.get(organization)?.vdcs.get(vdc)?.machines.has(name) === true;
        return base.isDuplicate(call, kind, name, call.operation === 'clone-vm' ? there : taken, ground);
      },
    })),
  },
  {
    id: 'clone-vm/name-race-of-two',
    title: 'clones of two machines at once may take one name',
    description: 'The names that are on their way are remembered by source. Shows while tasks run.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: () => ({
      policies: (base) => {
        const sources = new Map<string, string>();
        return {
          isDuplicate: (call, kind, name, taken, ground) => {
            const { 'org-name': organization = '', 'vdc-name': vdc = '', 'vm-name': source = '' } = call.parameters;
            const there = ground.world.organizations.get(organization)?.vdcs.get(vdc)?.machines.has(name) === true;
            if (call.operation !== 'clone-vm') return base.isDuplicate(call, kind, name, taken, ground);
            const first = sources.get(`${vdc}/${name}`) ?? source;
            sources.set(`${vdc}/${name}`, first);
            return base.isDuplicate(call, kind, name, first === source ? taken : there, ground);
          },
        };
      },
    }),
  },
  {
    id: `${DEPLOY}/name-race`,
    title: 'two deployments at once may take one name',
    description: 'Only names of machines that are there already are looked at. Shows while tasks run.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: deciding((base) => ({
      isDuplicate: (call, kind, name, taken, ground) => {
        const vdcs = [...(ground.world.organizations.get(call.parameters['org-name'] ?? '')?.vdcs.values() ?? [])];
        const there = vdcs.some(({ machines }) => machines.has(name));
        return base.isDuplicate(call, kind, name, call.operation === DEPLOY ? there : taken, ground);
      },
    })),
  },
  {
    id: `${DEPLOY}/replaces-previous`,
    title: 'a deployment takes away what was deployed from the image before',
    description: 'An image has one machine at a time: the last one.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: () => ({
      policies: (base) => {
        const made = new Map<string, Set<string>>();
        let world: Ground['world'] | undefined;
        return {
          created: (call, machine, ground) => {
            world = ground.world;
            return base.created(call, machine, ground);
          },
          effectOf: (task, effect, call) => {
            base.effectOf(task, effect, call);
            const { 'org-name': organization = '', 'image-name': image = '' } = call.parameters;
            if (call.operation !== DEPLOY) return;
            const machines = [...(world?.organizations.get(organization)?.vdcs.values() ?? [])].map(
              (vdc) => vdc.machines,
            );
            const before = made.get(image) ?? new Set();
            for (const name of before) for (const fleet of machines) fleet.delete(name);
            made.set(image, new Set([task.objectName]));
          },
        };
      },
    }),
  },
  {
    id: `${DEPLOY}/image-of-another`,
    title: 'images of other organisations can be deployed',
    description: 'An image is looked up by its name in all the stores there are.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: deciding((base) => ({
      find: (call, kind, path, found, ground) => {
        const answer = base.find(call, kind, path, found, ground);
        if (call.operation !== DEPLOY || kind !== 'image' || answer !== undefined) return answer;
        const stores = [...ground.world.organizations.values()].map(({ images }) => images);
        const name = path.split('/').at(-1) ?? '';
        return stores.map((images) => images.get(name)).find((image) => image !== undefined) as typeof found;
      },
    })),
  },
  {
    id: `${UPDATE}/default-without-type`,
    title: 'an update that names no type makes the machine small',
    description: 'What is missing from the body is taken for the default.',
    kind: 'behaviour',
    operation: UPDATE,
    apply: () => ({
      policies: (base) => {
        const bare = new Set<Call>();
        const machines = new Map<string, { instanceType: string }>();
        return {
          refusedBody: (call, code, problem) => {
            if (call.operation !== UPDATE || problem !== 'instance-type is missing')
              return base.refusedBody(call, code, problem);
            bare.add(call);
            return null;
          },
          mayTransition: (call, machine, doing, ground) => {
            if (doing === 'update') machines.set(`${call.parameters['vdc-name']}/${machine.name}`, machine);
            return base.mayTransition(call, machine, doing, ground);
          },
          effectOf: (task, effect, call) => {
            base.effectOf(task, effect, call);
            const machine = machines.get(`${call.parameters['vdc-name']}/${task.objectName}`);
            if (bare.delete(call) && machine !== undefined) machine.instanceType = 'small';
          },
        };
      },
    }),
  },
  {
    id: `${UPDATE}/knows-more-sizes`,
    title: 'an update takes sizes that the guide does not know',
    description: 'Of the sizes of other services, xlarge is one.',
    kind: 'behaviour',
    operation: UPDATE,
    apply: deciding((base) => ({
      refusedBody: (call, code, problem) =>
        call.operation === UPDATE && problem.startsWith('"xlarge"') ? null : base.refusedBody(call, code, problem),
    })),
  },
  {
    id: 'deploy-nfs-server/into-first-vdc',
    title: 'NFS servers are deployed in the first VDC only',
    description: 'Whatever VDC the URI names.',
    kind: 'behaviour',
    operation: 'deploy-nfs-server',
    apply: deciding((base) => ({
      landing: (call, vdc, ground) => {
        const [first] = ground.world.organizations.get(vdc.organization)?.vdcs.values() ?? [];
        return call.operation === 'deploy-nfs-server' && first !== undefined ? first : base.landing(call, vdc, ground);
      },
    })),
  },
  {
    id: 'resync-nfs-access/stops-server',
    title: 'a resync suspends the NFS server',
    description: 'The server runs from its deployment on, until access to it is brought up to date.',
    kind: 'behaviour',
    operation: 'resync-nfs-access',
    apply: () => ({
      policies: (base) => {
        const servers: Machine[] = [];
        return {
          created: (call, machine, ground) => {
            const made = base.created(call, machine, ground);
            if (call.operation !== 'deploy-nfs-server') return made;
            const running: Machine = { ...made, state: 'powered-on' };
            servers.push(running);
            return running;
          },
          effectOf: (task, effect, call) => {
            base.effectOf(task, effect, call);
            if (call.operation === 'resync-nfs-access') for (const server of servers) server.state = 'suspended';
          },
        };
      },
    }),
  },
  {
    id: 'power-off-vm/address-lost',
    title: 'powering a machine off takes its public address away',
    description: 'Once it was powered off by a call, it is shown without one while it is off.',
    kind: 'behaviour',
    operation: 'power-off-vm',
    apply: () => ({
      policies: (base) => {
        const stopped = new Set<string>();
        return {
          stateAfter: (machine, action, ground) => {
            if (action === 'power-off') stopped.add(machine.name);
            return base.stateAfter(machine, action, ground);
          },
          machineSeen: (call, machine, ground) => {
            const seen = base.machineSeen(call, machine, ground);
            return stopped.has(machine.name) && machine.state === 'powered-off' ? { ...seen, publicIp: null } : seen;
          },
        };
      },
    }),
  },
  {
    id: 'clone-vm/quota-not-held-in-a-race',
    title: 'the last place is given to everybody who asks at once',
    description: 'Only machines that are there already count for the quota. Shows while tasks run.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: () => ({
      policies: (base) => {
        let there = 0;
        return {
          mayTransition: (call, machine, doing, ground) => {
            const { 'org-name': organization = '', 'vdc-name': vdc = '' } = call.parameters;
            there = ground.world.organizations.get(organization)?.vdcs.get(vdc)?.machines.size ?? 0;
            return base.mayTransition(call, machine, doing, ground);
          },
          withinQuota: (call, quota, used, size, limit) =>
            base.withinQuota(call, quota, call.operation === 'clone-vm' && quota === 'vm' ? there : used, size, limit),
        };
      },
    }),
  },
];
