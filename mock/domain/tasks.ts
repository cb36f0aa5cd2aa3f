import type { Organization, Task, TaskType } from './model.ts';
import type { Call } from './policies.ts';
import type { Service } from './service.ts';

export interface TaskOrder {
  readonly organization: Organization;
  readonly type: TaskType;
  readonly objectName: string;
  /** When it can begin, in milliseconds since the epoch; absent: at once. */
  readonly notBefore?: number;
  /** Bound to end badly. */
  readonly fails?: boolean;
  /** Happens when the task ends well. */
  readonly effect: (task: Task) => void;
  /** Happens when the task ends, well or not, before the effect: locks and reservations go. */
  readonly release: () => void;
}

function newId(service: Service, call: Call): string {
  const number = service.nextNumber();
  const ids = { counter: `task-${number}`, number: String(number), uuid: service.opaqueId(number) };
  return service.policies.taskId(call, ids[service.behaviour.taskIds], service.ground);
}

/** When a place is free among the tasks that run at once. */
function turnOf(service: Service, { name }: Organization): number {
  const { tasksAtOnce } = service.behaviour;
  if (!Number.isFinite(tasksAtOnce)) return service.now;
  const ends = [...service.world.tasks.values()]
    .filter(({ organization, phase }) => organization === name && phase === 'running')
    .map(({ endsAt }) => endsAt)
    .toSorted((one, other) => other - one);
  return ends[tasksAtOnce - 1] ?? service.now;
}

/** Starts a task: it has its effect at the very moment it ends (§3.32). */
export function startTask(service: Service, call: Call, order: TaskOrder): Task {
  const { policies, behaviour } = service;
  const startedAt = service.now;
  const begin = Math.max(startedAt, order.notBefore ?? startedAt, turnOf(service, order.organization));
  const duration = behaviour.taskTimes[order.type] ?? behaviour.taskTime;
  const task: Task = {
    id: newId(service, call),
    organization: order.organization.name,
    type: policies.taskType(call, order.type),
    objectName: order.objectName,
    startedAt,
    endsAt: begin + duration,
    phase: 'running',
    cancelable: behaviour.cancelableTasks,
  };
  service.world.tasks.set(task.id, task);
  const outcome = order.fails === true ? 'failed' : policies.taskOutcome(task, call);
  const delay = policies.effectDelay(task, call);
  const happen = (): void => {
    if (outcome === 'completed') policies.effectOf(task, () => order.effect(task), call);
  };
  service.plan(task.endsAt, () => {
    order.release();
    if (delay === 0) happen();
    task.phase = outcome;
  });
  if (delay > 0) service.plan(task.endsAt + delay, happen);
  return task;
}

/** The tasks of one organisation that its list still keeps, oldest first (§3.33). */
export function tasksOf(service: Service, organization: Organization): readonly Task[] {
  return [...service.world.tasks.values()].filter(
    (task) => task.organization === organization.name && !isForgotten(service, task),
  );
}

/** Whether it ended so long ago that lists leave it out. */
export function isForgotten(service: Service, task: Task): boolean {
  return task.phase !== 'running' && task.endsAt < service.now - service.behaviour.taskRetention;
}
