import type { Variant } from './types.ts';

/** How tasks are named, listed and timed; and the order of lists. */
export const TASK_VARIANTS: readonly Variant[] = [
  {
    id: 'tasks-slow',
    title: 'tasks take their time',
    description: 'A fifth of a second each, deployments twice as long.',
    reading: null,
    behaviour: { taskTime: 200, taskTimes: { DeployVm: 400, CloneVm: 300 } },
  },
  {
    id: 'tasks-one-at-a-time',
    title: 'one task at a time',
    description: 'The tasks of an organisation wait for each other.',
    reading: null,
    behaviour: { taskTime: 15, tasksAtOnce: 1 },
  },
  {
    id: 'task-ids-uuid',
    title: 'task ids are UUIDs',
    description: 'The guide prints task-30 and says nothing of the form.',
    reading: null,
    behaviour: { taskIds: 'uuid' },
  },
  {
    id: 'task-ids-numbers',
    title: 'task ids are bare numbers',
    description: 'The guide prints task-30 and says nothing of the form.',
    reading: null,
    behaviour: { taskIds: 'number' },
  },
  {
    id: 'clone-task-names-source',
    title: 'the task of a clone names the source',
    description: 'The machine that is cloned, and not the new one.',
    reading: 'task-object-of-clone',
    behaviour: { cloneTaskNames: 'source' },
  },
  {
    id: 'deploy-task-names-image',
    title: 'the task of a deployment names the image',
    description: 'And not the new machine.',
    reading: 'task-object-of-deploy',
    behaviour: { deployTaskNames: 'image' },
  },
  {
    id: 'nfs-task-names-server',
    title: 'an NFS task names the server',
    description: 'Where there is one, and else the VDC.',
    reading: 'task-object-of-nfs',
    behaviour: { nfsTaskNames: 'server' },
  },
  {
    id: 'tasks-cancelable',
    title: 'tasks can be cancelled',
    description: 'By means that the guide does not know.',
    reading: 'cancelable-without-cancel',
    behaviour: { cancelableTasks: true },
  },
  {
    id: 'task-list-expires',
    title: 'the task list forgets a task half a minute after its end',
    description: 'The task itself can still be read.',
    reading: 'task-list-scope',
    behaviour: { taskRetention: 30_000 },
  },
  {
    id: 'tasks-forgotten',
    title: 'a task is forgotten some seconds after its end',
    description: 'It is neither listed nor found any more.',
    reading: 'task-list-scope',
    behaviour: { taskRetention: 5000, expiredTasks: 'gone' },
  },
  {
    id: 'lists-newest-first',
    title: 'lists begin with the newest',
    description: 'The guide gives lists no order.',
    reading: null,
    behaviour: { listOrder: 'newest-first' },
  },
  {
    id: 'lists-by-name',
    title: 'lists are sorted by name',
    description: 'The guide gives lists no order.',
    reading: null,
    behaviour: { listOrder: 'by-name' },
  },
];
