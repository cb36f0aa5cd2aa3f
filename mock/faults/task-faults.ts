import type { Task } from '../domain/model.ts';
import { deciding } from './spoilers.ts';
import type { Fault, Spoiler } from './types.ts';

const HOUR = 3_600_000;

const seeing = (change: (task: Task) => Task): (() => Spoiler) =>
  deciding((base) => ({ taskSeen: (call, task, ground) => change(base.taskSeen(call, task, ground)) }));

/** Services whose tasks tell what cannot be, each alone in a form that is right. */
export const TASK_STORY_FAULTS: readonly Fault[] = [
  {
    id: 'get-task/times-of-the-example',
    title: 'every task began and ended in December 2008',
    description: 'The times are those of the example in the guide, whichever task it is.',
    kind: 'behaviour',
    operation: 'get-task',
    apply: seeing((task) => ({
      ...task,
      startedAt: Date.parse('2008-12-22T10:54:02.281+08:00'),
      endsAt: Date.parse('2008-12-22T10:54:02.766+08:00'),
    })),
  },
  {
    id: 'get-task/lasted-too-long',
    title: 'every task lasted an hour longer than it did',
    description: 'One of its two times is in another time zone than the other.',
    kind: 'behaviour',
    operation: 'get-task',
    apply: seeing((task) => ({ ...task, endsAt: task.endsAt + HOUR })),
  },
  {
    id: 'get-task/object-forgotten',
    title: 'an old task has forgotten what it was about',
    description: 'From the fifth time on that it is read after its end, its object is another.',
    kind: 'behaviour',
    operation: 'get-task',
    apply: () => ({
      policies: (base) => {
        const reads = new Map<string, number>();
        return {
          taskSeen: (call, task, ground) => {
            const seen = base.taskSeen(call, task, ground);
            const count = (reads.get(task.id) ?? 0) + 1;
            reads.set(task.id, count);
            return count > 4 && seen.phase === 'completed' ? { ...seen, objectName: 'unknown' } : seen;
          },
        };
      },
    }),
  },
];
