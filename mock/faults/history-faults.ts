import type { Machine } from '../domain/model.ts';
import type { Fault } from './types.ts';

/** How much later than its task's end an effect comes, in milliseconds. */
const LATE = 400;

/** Services that are wrong over time: nothing in a single answer gives them away. */
export const HISTORY_FAULTS: readonly Fault[] = [
  {
    id: 'tasks/id-reused',
    title: 'a task takes the id of an earlier one',
    description: 'Every third task replaces the one before it, whose story is lost.',
    kind: 'behaviour',
    apply: () => {
      let count = 0;
      let last = '';
      return {
        policies: (base) => ({
          taskId: (call, next, ground) => {
            count += 1;
            last = count % 3 === 0 ? last : base.taskId(call, next, ground);
            return last;
          },
        }),
      };
    },
  },
  {
    id: 'get-task-list/task-lost',
    title: 'the task list loses tasks',
    description: 'Every third task is never listed, although it can be read.',
    kind: 'behaviour',
    operation: 'get-task-list',
    apply: () => ({
      policies: (base) => ({
        listOf: (call, kind, items, ground) => {
          const all = base.listOf(call, kind, items, ground);
          return kind === 'task' ? all.filter((_, index) => index % 3 !== 2) : all;
        },
      }),
    }),
  },
  {
    id: 'tasks/end-before-effect',
    title: 'a task ends before its effect',
    description: 'The task says that it ended well, and for a moment nothing has happened yet.',
    kind: 'behaviour',
    apply: () => ({ policies: () => ({ effectDelay: () => LATE }) }),
  },
  {
    id: 'clone-vm/effect-never-comes',
    title: 'a clone never comes into being',
    description: 'The task ends well, and there is no new machine.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: () => ({
      policies: (base) => ({
        effectOf: (task, effect, call) => {
          if (task.type !== 'CloneVm') base.effectOf(task, effect, call);
        },
      }),
    }),
  },
  {
    id: 'virtual-machines/conflicting-calls-accepted',
    title: 'two conflicting calls are both accepted',
    description: 'A busy machine takes another task, as if it were still in the state before. Shows while tasks run.',
    kind: 'behaviour',
    apply: () => ({ policies: () => ({ busy: () => null }) }),
  },
  {
    id: 'get-vm-list/deleted-listed',
    title: 'the VM list goes on listing deleted machines',
    description: 'A machine that was ever listed stays in the list, although it cannot be read any more.',
    kind: 'behaviour',
    operation: 'get-vm-list',
    apply: () => {
      const ghosts = new Map<string, Map<string, unknown>>();
      return {
        policies: (base) => ({
          listOf: (call, kind, items, ground) => {
            const all = base.listOf(call, kind, items, ground);
            if (kind !== 'vm') return all;
            const vdc = `${call.parameters['org-name']}/${call.parameters['vdc-name']}`;
            const seen = ghosts.get(vdc) ?? new Map<string, unknown>();
            ghosts.set(vdc, seen);
            const nameOf = (item: unknown): string => (item as Pick<Machine, 'name'>).name;
            const names = new Set(all.map(nameOf));
            const gone = [...seen].filter(([name]) => !names.has(name)).map(([, item]) => item as (typeof all)[number]);
            for (const item of all) seen.set(nameOf(item), item);
            return [...all, ...gone];
          },
        }),
      };
    },
  },
  {
    id: 'get-vm-list/short-now-and-then',
    title: 'the VM list is short now and then',
    description: 'Every third list lacks its first entry, as where one of several nodes is behind.',
    kind: 'behaviour',
    operation: 'get-vm-list',
    apply: () => {
      let count = 0;
      return {
        policies: (base) => ({
          listOf: (call, kind, items, ground) => {
            const all = base.listOf(call, kind, items, ground);
            if (kind === 'vm') count += 1;
            return kind === 'vm' && count % 3 === 0 ? all.slice(1) : all;
          },
        }),
      };
    },
  },
];
