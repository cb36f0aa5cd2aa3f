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
