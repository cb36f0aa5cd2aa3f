import type { Machine } from '../domain/model.ts';
import { rewriteText } from './edit-document.ts';
import { inDocument, succeeds } from './spoilers.ts';
import type { Fault } from './types.ts';

/** What was shown of each machine when it was asked for the last time. */
function oneBehind<T>(): (machine: Machine, now: T) => T {
  const shown = new WeakMap<Machine, T>();
  return (machine, now) => {
    const before = shown.get(machine) ?? now;
    shown.set(machine, now);
    return before;
  };
}

/** Tasks that end before a deleted machine is there again. */
const TASKS_AWAY = 6;

/** Services that answer from a store of their own, which is behind, or which came back from a copy. */
export const STALE_FAULTS: readonly Fault[] = [
  {
    id: 'get-vm-information/one-behind',
    title: 'the VM information is that of the last time it was asked for',
    description: 'It comes from a cache that is filled anew only after the answer has gone out.',
    kind: 'behaviour',
    operation: 'get-vm-information',
    apply: () => {
      const behind = oneBehind<Machine>();
      return {
        policies: (base) => ({
          machineSeen: (call, machine, ground) => behind(machine, { ...base.machineSeen(call, machine, ground) }),
        }),
      };
    },
  },
  {
    id: 'get-vm-management-action-list/one-behind',
    title: 'the action list is that of the last time it was asked for',
    description: 'It comes from a cache that is filled anew only after the answer has gone out.',
    kind: 'behaviour',
    operation: 'get-vm-management-action-list',
    apply: () => {
      const behind = oneBehind<readonly Machine['state'][]>();
      return {
        policies: (base) => ({
          actionsOf: (call, machine, ground) => {
            const [state = machine.state] = behind(machine, [machine.state]);
            return base.actionsOf(call, { ...machine, state }, ground);
          },
        }),
      };
    },
  },
  {
    id: 'delete-vm/comes-back',
    title: 'a deleted machine comes back',
    description: 'A few tasks later it is there again, as where one of several nodes never heard of the deletion.',
    kind: 'behaviour',
    operation: 'delete-vm',
    apply: () => ({
      policies: (base) => {
        const deleted = new Map<string, { machine: Machine; home: Map<string, Machine>; left: number }>();
        return {
          mayTransition: (call, machine, doing, ground) => {
            const { 'org-name': organization = '', 'vdc-name': vdc = '' } = call.parameters;
            const home = ground.world.organizations.get(organization)?.vdcs.get(vdc)?.machines;
            const may = base.mayTransition(call, machine, doing, ground);
            if (may && doing === 'delete' && home !== undefined)
              deleted.set(machine.key, { machine, home, left: TASKS_AWAY });
            return may;
          },
          effectOf: (task, effect, call) => {
            base.effectOf(task, effect, call);
            for (const [key, ghost] of deleted) {
              const { machine, home } = ghost;
              if (home.get(machine.name) === machine) continue;
              ghost.left -= 1;
              if (ghost.left > 0) continue;
              deleted.delete(key);
              if (!home.has(machine.name)) home.set(machine.name, Object.assign(machine, { busy: null }));
            }
          },
        };
      },
    }),
  },
  {
    id: 'delete-vm/another-too',
    title: 'deleting a machine deletes another one as well',
    description: 'The machine of the VDC that was made last is gone too.',
    kind: 'behaviour',
    operation: 'delete-vm',
    apply: () => ({
      policies: (base) => {
        const homes = new Map<string, Map<string, Machine>>();
        return {
          taskId: (call, next, ground) => {
            const id = base.taskId(call, next, ground);
            const { 'org-name': organization = '', 'vdc-name': vdc = '' } = call.parameters;
            const home = ground.world.organizations.get(organization)?.vdcs.get(vdc)?.machines;
            if (call.operation === 'delete-vm' && home !== undefined) homes.set(id, home);
            return id;
          },
          effectOf: (task, effect, call) => {
            base.effectOf(task, effect, call);
            const home = homes.get(task.id);
            const other = [...(home?.values() ?? [])].filter(({ busy }) => busy === null).at(-1);
            if (home !== undefined && other !== undefined && home.size > 3) home.delete(other.name);
          },
        };
      },
    }),
  },
  {
    id: 'get-vm-information/public-ip-untold',
    title: 'the VM information never tells of a public address',
    description: 'A machine that has one says no like any other.',
    kind: 'response',
    operation: 'get-vm-information',
    apply: inDocument(succeeds('get-vm-information'), (root) => rewriteText(root, 'public-ip', () => 'no')),
  },
];
