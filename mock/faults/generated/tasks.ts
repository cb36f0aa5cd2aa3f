import type { Task, TaskType } from '../../domain/model.ts';
import type { Policies } from '../../domain/policies.ts';
import { type Outgoing, withHeader, withoutHeader } from '../../http/outgoing.ts';
import { deciding, onTheWire, succeeds } from '../spoilers.ts';
import type { Fault, Spoiler } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { ASYNCHRONOUS } from './operations.ts';

/** How much later than its task's end an effect comes, in milliseconds. */
const LATE = 300;

interface TaskFlaw extends Flaw {
  readonly spoil: (operation: string) => () => Spoiler;
  /** Where it is no fault, because the guide does not say what would be right or because nobody could see it. */
  readonly except?: readonly string[];
}

const located = (edit: (location: string) => string | null) => (operation: string) =>
  onTheWire(succeeds(operation), (outgoing: Outgoing) => {
    const [, location = ''] = outgoing.headers.find(([name]) => name === 'Location') ?? [];
    const other = edit(location);
    return other === null ? withoutHeader(outgoing, 'Location') : withHeader(outgoing, 'Location', other);
  });

const decidingFor = (change: (base: Policies, operation: string) => Partial<Policies>) => (operation: string) =>
  deciding((base) => change(base, operation));

/** Remembers which tasks an operation started. */
function ownTasks(see: (mine: ReadonlySet<string>, base: Policies) => Partial<Policies>) {
  return (operation: string): (() => Spoiler) =>
    () => {
      const mine = new Set<string>();
      return {
        policies: (base) => ({
          ...see(mine, base),
          taskId: (call, next, ground) => {
            const id = base.taskId(call, next, ground);
            if (call.operation === operation) mine.add(id);
            return id;
          },
        }),
      };
    };
}

const anotherType = (type: TaskType): TaskType => (type === 'ResetVm' ? 'PowerOnVm' : 'ResetVm');

/** What a VM-less NFS call works on is not said, and no effect of NFS can be seen through this API. */
const NFS = ['deploy-nfs-server', 'enable-nfs-access', 'resync-nfs-access'];

const TASK_FLAWS: readonly TaskFlaw[] = [
  {
    id: 'location-missing',
    kind: 'response',
    title: () => 'the answer has no Location',
    description: 'The call is accepted, and nobody learns which task does it.',
    spoil: located(() => null),
  },
  {
    id: 'location-dangling',
    kind: 'response',
    title: () => 'its Location leads nowhere',
    description: 'It names a task that there is not.',
    spoil: located((location) => `${location}-lost`),
  },
  {
    id: 'location-of-other-organization',
    kind: 'response',
    title: () => 'its Location is in another organisation',
    description: 'The organisation in the Location is not the one of the call.',
    spoil: located((location) => location.replace(/\/org\/[^/]+/, '/org/other')),
  },
  {
    id: 'location-of-wrong-form',
    kind: 'response',
    title: () => 'its Location is no task of the URI syntax',
    description: 'The segment is called tasks instead of task.',
    spoil: located((location) => location.replace('/task/', '/tasks/')),
  },
  {
    id: 'task-type-wrong',
    kind: 'behaviour',
    title: () => 'its task has the type of another operation',
    description: 'The type is one of the 13 of the guide, but not the one that names the operation.',
    spoil: decidingFor((base, operation) => ({
      taskType: (call, type) => (call.operation === operation ? anotherType(type) : base.taskType(call, type)),
    })),
  },
  {
    id: 'task-object-wrong',
    kind: 'behaviour',
    title: () => 'its task names another object',
    description: 'The object-name is that of something else.',
    except: NFS,
    spoil: ownTasks((mine, base) => ({
      taskSeen: (call, task, ground) => {
        const seen = base.taskSeen(call, task, ground);
        return mine.has(task.id) ? { ...seen, objectName: `${seen.objectName}-other` } : seen;
      },
    })),
  },
  {
    id: 'task-unlisted',
    kind: 'behaviour',
    title: () => 'its task is never listed',
    description: 'The task can be read, but the task list does not name it.',
    spoil: ownTasks((mine, base) => ({
      listOf: (call, kind, items, ground) => {
        const all = base.listOf(call, kind, items, ground);
        return kind === 'task' ? all.filter((item) => !mine.has((item as unknown as Task).id)) : all;
      },
    })),
  },
  {
    id: 'task-fails',
    kind: 'behaviour',
    title: () => 'its task fails although nothing stands against it',
    description: 'The call is accepted and its task ends as failed.',
    spoil: decidingFor((base, operation) => ({
      taskOutcome: (task, call) => (call.operation === operation ? 'failed' : base.taskOutcome(task, call)),
    })),
  },
  {
    id: 'task-restarts',
    kind: 'behaviour',
    title: () => 'its task is at work again after its end',
    description: 'The task has ended when it is read for the first time, and runs when it is read once more.',
    spoil: (operation) => () => {
      const mine = new Set<string>();
      const read = new Set<string>();
      return {
        policies: (base) => ({
          taskId: (call, next, ground) => {
            const id = base.taskId(call, next, ground);
            if (call.operation === operation) mine.add(id);
            return id;
          },
          taskSeen: (call, task, ground) => {
            const seen = base.taskSeen(call, task, ground);
            const again = mine.has(task.id) && read.has(task.id) && seen.phase !== 'running';
            if (seen.phase !== 'running') read.add(task.id);
            return again ? { ...seen, phase: 'running' } : seen;
          },
        }),
      };
    },
  },
  {
    id: 'task-ends-before-it-starts',
    kind: 'behaviour',
    title: () => 'its task ends before it starts',
    description: 'The end time is a minute before the start time.',
    spoil: ownTasks((mine, base) => ({
      taskSeen: (call, task, ground) => {
        const seen = base.taskSeen(call, task, ground);
        return mine.has(task.id) ? { ...seen, endsAt: seen.startedAt - 60_000 } : seen;
      },
    })),
  },
  {
    id: 'without-effect',
    kind: 'behaviour',
    title: () => 'nothing happens',
    description: 'The task ends well and everything is as before.',
    except: ['reset-vm', 'deploy-nfs-server', 'resync-nfs-access', 'enable-nfs-access'],
    spoil: decidingFor((base, operation) => ({
      effectOf: (task, effect, call) => {
        if (call.operation !== operation) base.effectOf(task, effect, call);
      },
    })),
  },
  {
    id: 'effect-after-end',
    kind: 'behaviour',
    title: () => 'its effect comes after the end of its task',
    description: 'The task says that it ended well, and for a moment nothing has happened yet.',
    except: ['reset-vm', 'deploy-nfs-server', 'resync-nfs-access', 'enable-nfs-access'],
    spoil: decidingFor((base, operation) => ({
      effectDelay: (task, call) => (call.operation === operation ? LATE : base.effectDelay(task, call)),
    })),
  },
];

/** Calls that are accepted and whose Location, task or effect is wrong. */
export const TASK_FAULTS: readonly Fault[] = ASYNCHRONOUS.flatMap((operation) =>
  TASK_FLAWS.filter(({ except = [] }) => !except.includes(operation.id)).map((flaw) =>
    faultOf(flaw, operation, flaw.spoil(operation.id)),
  ),
);
