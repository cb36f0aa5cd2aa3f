import type { Ground } from '../domain/policies.ts';
import { rewriteText } from './edit-document.ts';
import type { Fault } from './types.ts';

/** Services that touch or tell what is no business of the call. */
export const CARELESS_FAULTS: readonly Fault[] = [
  {
    id: 'errors/tells-of-other-tenants',
    title: 'a refusal tells strangers what there is',
    description: 'Whoever is refused for want of permission learns the names of all machines of the organisation.',
    kind: 'response',
    apply: () => ({
      document: (root, { call, code, service }) => {
        const organization = service.world.organizations.get(call.parameters['org-name'] ?? '');
        if (code !== 'NoPermission' || organization === undefined) return root;
        const names = [...organization.vdcs.values()].flatMap(({ machines }) => [...machines.keys()]);
        return rewriteText(root, 'message', (text) => `${text} Only its members may use ${names.join(', ')}.`);
      },
    }),
  },
  {
    id: 'update-vm-instance-type/neighbours-too',
    title: 'an update changes the other machines of the VDC as well',
    description: 'Every machine of the VDC gets the instance type that was asked for one.',
    kind: 'behaviour',
    operation: 'update-vm-instance-type',
    apply: () => ({
      policies: (base) => {
        const fleets = new Map<string, readonly { instanceType: string; readonly name: string }[]>();
        return {
          mayTransition: (call, machine, doing, ground) => {
            const { 'org-name': organization = '', 'vdc-name': vdc = '' } = call.parameters;
            const machines = ground.world.organizations.get(organization)?.vdcs.get(vdc)?.machines;
            if (doing === 'update') fleets.set(`${vdc}/${machine.name}`, [...(machines?.values() ?? [])]);
            return base.mayTransition(call, machine, doing, ground);
          },
          effectOf: (task, effect, call) => {
            base.effectOf(task, effect, call);
            const fleet = fleets.get(`${call.parameters['vdc-name']}/${task.objectName}`) ?? [];
            const changed = fleet.find(({ name }) => name === task.objectName);
            if (call.operation !== 'update-vm-instance-type' || changed === undefined) return;
            for (const machine of fleet) machine.instanceType = changed.instanceType;
          },
        };
      },
    }),
  },
  {
    id: 'delete-vm/takes-longer-names',
    title: 'a deletion takes every machine along whose name begins alike',
    description: 'Machines are deleted by the beginning of their names and not by the whole.',
    kind: 'behaviour',
    operation: 'delete-vm',
    apply: () => ({
      policies: (base) => {
        let world: Ground['world'] | undefined;
        return {
          mayTransition: (call, machine, doing, ground) => {
            world = ground.world;
            return base.mayTransition(call, machine, doing, ground);
          },
          effectOf: (task, effect, call) => {
            base.effectOf(task, effect, call);
            const { 'org-name': organization = '', 'vdc-name': vdc = '' } = call.parameters;
            const machines = world?.organizations.get(organization)?.vdcs.get(vdc)?.machines;
            if (call.operation !== 'delete-vm' || machines === undefined) return;
            for (const name of [...machines.keys()]) if (name.startsWith(task.objectName)) machines.delete(name);
          },
        };
      },
    }),
  },
  {
    id: 'delete-vm/takes-namesakes',
    title: 'a deletion takes the machines of the same name in other VDCs along',
    description: 'Machines are deleted by name, in whatever VDC they are.',
    kind: 'behaviour',
    operation: 'delete-vm',
    apply: () => ({
      policies: (base) => {
        let world: Ground['world'] | undefined;
        return {
          mayTransition: (call, machine, doing, ground) => {
            world = ground.world;
            return base.mayTransition(call, machine, doing, ground);
          },
          effectOf: (task, effect, call) => {
            base.effectOf(task, effect, call);
            const vdcs = world?.organizations.get(call.parameters['org-name'] ?? '')?.vdcs ?? new Map();
            if (call.operation !== 'delete-vm') return;
            for (const { machines } of vdcs.values()) machines.delete(task.objectName);
          },
        };
      },
    }),
  },
  {
    id: 'power-off-vm/another-too',
    title: 'powering a machine off powers off another one as well',
    description: 'The machine of the VDC that was made last is off too.',
    kind: 'behaviour',
    operation: 'power-off-vm',
    apply: () => ({
      policies: (base) => ({
        stateAfter: (machine, action, ground) => {
          const all = [...ground.world.organizations.values()].flatMap(({ vdcs }) => [...vdcs.values()]);
          const home = all.find(({ machines }) => machines.get(machine.name) === machine);
          const running = [...(home?.machines.values() ?? [])].filter(
            (other) => other !== machine && other.state === 'powered-on' && other.busy === null,
          );
          const last = running.at(-1);
          if (action === 'power-off' && last !== undefined) last.state = 'powered-off';
          return base.stateAfter(machine, action, ground);
        },
      }),
    }),
  },
  {
    id: 'upload-image/without-effect',
    title: 'an uploaded image is not kept',
    description: 'The answer is 200 and the store is as before.',
    kind: 'behaviour',
    operation: 'upload-image',
    apply: () => ({
      policies: (base) => ({
        changeNow: (call, change) => {
          if (call.operation !== 'upload-image') base.changeNow(call, change);
        },
      }),
    }),
  },
  {
    id: 'delete-uploaded-image/takes-all',
    title: 'deleting an image empties the store',
    description: 'The image is gone, and every other one with it.',
    kind: 'behaviour',
    operation: 'delete-uploaded-image',
    apply: () => ({
      policies: (base) => ({
        find: (call, kind, path, found, ground) => {
          const organization = ground.world.organizations.get(call.parameters['org-name'] ?? '');
          if (call.operation === 'delete-uploaded-image' && kind === 'image' && found !== undefined)
            organization?.images.clear();
          return base.find(call, kind, path, found, ground);
        },
      }),
    }),
  },
];
