import { DomainError } from './domain-error.ts';
import { machinePath } from './finding.ts';
import type { Action, Doing, Machine, Organization, PowerState, Task, TaskType, Vdc } from './model.ts';
import type { Call } from './policies.ts';
import type { Service } from './service.ts';
import { startTask } from './tasks.ts';

export interface Place {
  readonly organization: Organization;
  readonly vdc: Vdc;
  readonly machine: Machine;
}

const TASK_OF_ACTION: Readonly<Record<Exclude<Action, 'clone'>, TaskType>> = {
  'power-off': 'PowerOffVm',
  'power-on': 'PowerOnVm',
  reset: 'ResetVm',
  suspend: 'SuspendVm',
  resume: 'ResumeVm',
};

/** Refuses what a machine cannot do now: because it is busy, or because of its state (§3.46). */
export function checkMay(service: Service, call: Call, machine: Machine, doing: Doing): void {
  const busy = service.policies.busy(call, machine, doing, service.ground);
  if (busy !== null) throw new DomainError(busy, `${machine.name} is busy with another task.`);
  if (!service.policies.mayTransition(call, machine, doing, service.ground)) {
    throw new DomainError('InvalidState', `${machine.name} is ${machine.state}: ${doing} is not possible.`);
  }
}

export function remember(machine: Machine, doing: Doing): void {
  machine.past.push(doing);
  if (machine.past.length > 32) machine.past.shift();
}

interface Work {
  readonly doing: Doing;
  readonly type: TaskType;
  /** State that the machine will be in afterwards. */
  readonly leadsTo: PowerState;
  readonly effect: () => void;
}

/** Keeps a machine busy with a task and lets go of it when the task ends. */
function occupy(service: Service, call: Call, place: Place, work: Work): Task {
  const { organization, machine } = place;
  const task = startTask(service, call, {
    organization,
    type: work.type,
    objectName: machine.name,
    ...(machine.busy === null ? {} : { notBefore: machine.busy.endsAt }),
    release: () => {
      if (machine.busy?.task === task.id) machine.busy = null;
    },
    effect: () => {
      work.effect();
      remember(machine, work.doing);
    },
  });
  machine.busy = { task: task.id, doing: work.doing, endsAt: task.endsAt, leadsTo: work.leadsTo };
  return task;
}

const comingState = (machine: Machine): PowerState => machine.busy?.leadsTo ?? machine.state;

/** Powers off, powers on, resets, suspends or resumes (§3.7 to §3.11). */
export function changePower(service: Service, call: Call, place: Place, action: Exclude<Action, 'clone'>): Task {
  const { machine } = place;
  checkMay(service, call, machine, action);
  const after = (): PowerState => service.policies.stateAfter(machine, action, service.ground);
  return occupy(service, call, place, {
    doing: action,
    type: TASK_OF_ACTION[action],
    leadsTo: after(),
    effect: () => {
      machine.state = after();
    },
  });
}

/** §3.15 */
/** §3.15; without an instance type everything stays as it is. */
export function updateMachine(service: Service, call: Call, place: Place, wanted: string | undefined): Task {
  const { machine } = place;
  checkMay(service, call, machine, 'update');
  if (service.behaviour.updateToSameType === 'refused' && machine.instanceType === wanted) {
    throw new DomainError('InvalidArgument', `${machine.name} is ${wanted} already.`);
  }
  return occupy(service, call, place, {
    doing: 'update',
    type: 'UpdateVm',
    leadsTo: comingState(machine),
    effect: () => {
      machine.instanceType = wanted ?? machine.instanceType;
    },
  });
}

/** §3.13. With the last NFS server of a VDC its NFS access goes too. */
export function deleteMachine(service: Service, call: Call, place: Place): Task {
  const { vdc, machine } = place;
  checkMay(service, call, machine, 'delete');
  const effect = (): void => {
    if (vdc.machines.get(machine.name) !== machine) return;
    vdc.machines.delete(machine.name);
    service.world.gone.add(machinePath(vdc, machine.name));
    const serversLeft = [...vdc.machines.values()].some((other) => other.kind === 'nfs');
    if (machine.kind === 'nfs' && !serversLeft) vdc.nfs.state = 'off';
  };
  return occupy(service, call, place, { doing: 'delete', type: 'DeleteVm', leadsTo: comingState(machine), effect });
}
