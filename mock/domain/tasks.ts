import type { Organization, Task, TaskType } from './model.ts';
import type { Call } from './policies.ts';
import type { Service } from './service.ts';

export interface TaskOrder {
  readonly organization: Organization;
  readonly type: TaskType;
  readonly objectName: string;
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

/** Starts a task: it runs from now on and has its effect at the very moment it ends (§3.32). */
export function startTask(service: Service, call: Call, order: TaskOrder): Task {
  const { policies, behaviour } = service;
  const type = policies.taskType(call, order.type);
  const startedAt = service.now;
  const task: Task = {
    id: newId(service, call),
    organization: order.organization.name,
    type,
    objectName: order.objectName,
    startedAt,
    endsAt: startedAt + (behaviour.taskTimes[order.type] ?? behaviour.taskTime),
    phase: 'running',
    cancelable: behaviour.cancelableTasks,
  };
  service.world.tasks.set(task.id, task);
  const delay = policies.effectDelay(task, call);
  const happen = (): void => {
    if (policies.taskOutcome(task, call) === 'completed') policies.effectOf(task, () => order.effect(task), call);
  };
  service.plan(task.endsAt, () => {
    order.release();
    if (delay === 0) happen();
    task.phase = policies.taskOutcome(task, call);
  });
  if (delay > 0) service.plan(task.endsAt + delay, happen);
  return task;
}

/** The tasks of one organisation, oldest first (§3.33). */
export function tasksOf(service: Service, organization: Organization): readonly Task[] {
  return [...service.world.tasks.values()].filter((task) => task.organization === organization.name);
}
