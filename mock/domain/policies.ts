import type { Behaviour } from './behaviour.ts';
import { DomainError } from './domain-error.ts';
import type {
  Action,
  Doing,
  Machine,
  Organization,
  PowerState,
  Role,
  Task,
  TaskType,
  User,
  Vdc,
  World,
} from './model.ts';

/** One request on its way through the service, as far as policies may look at it. */
export interface Call {
  /** Id of the operation in the catalogue; null for a URI or method that the guide does not define. */
  readonly operation: string | null;
  /** Decoded path parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly user: User | null;
  /** Whether the call says who is asking, rightly or not. */
  readonly claimed: boolean;
  /** Other requests being answered at this moment. */
  readonly others: number;
  /** Counts the requests of this service, from 1. */
  readonly number: number;
}

/** Where a policy stands: the world as it is and the behaviour that was chosen. */
export interface Ground {
  readonly world: World;
  readonly behaviour: Behaviour;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Quota = 'vm' | 'public-ip' | 'image-amount' | 'image-size' | 'nfs-server';
export type ListKind =
  | 'organization'
  | 'vdc'
  | 'vm'
  | 'virtualnic'
  | 'image'
  | 'template'
  | 'network'
  | 'task'
  | 'action';
export type Findable = 'organization' | 'vdc' | 'vm' | 'virtualnic' | 'image' | 'network' | 'task';
export type NameKind = 'vm' | 'image';

/**
 * Every decision of the service that a hurried implementer may get wrong, as one small function.
 * A behaviour fault replaces some of them (mock/faults/types.ts); nothing else in the domain is ever replaced.
 */
export interface Policies {
  /** Whether the version segment of the URI is served. */
  supportsVersion(call: Call, version: string, supported: string): boolean;
  /** Who is asking; null refuses with AuthenticationError. `found` is the user whose secret matched. */
  authenticate(call: Call, found: User | null): User | null;
  hasRole(call: Call, user: User, role: Role): boolean;
  sameTenant(call: Call, user: User, organization: string): boolean;
  /** What a name in the URI leads to; undefined refuses with ObjectNotFound. `path` is e.g. `vm/caas/vdc1/web`. */
  find<T>(call: Call, kind: Findable, path: string, found: T | undefined, ground: Ground): T | undefined;
  /** Whether the state allows what is asked; false refuses with InvalidState. */
  mayTransition(call: Call, machine: Machine, doing: Doing, ground: Ground): boolean;
  /** Code that refuses because the machine is busy, or null to let it pass. */
  busy(call: Call, machine: Machine, doing: Doing, ground: Ground): string | null;
  /** State after an action took effect. */
  stateAfter(machine: Machine, action: Action, ground: Ground): PowerState;
  /** Actions that the management action list offers. */
  actionsOf(call: Call, machine: Machine, ground: Ground): readonly Action[];
  /** Code that refuses a new name, or null. */
  refusedName(call: Call, kind: NameKind, name: string, ground: Ground): 'InvalidName' | 'ReservedName' | null;
  /** Whether a name in the URI can be one at all, for operations that list InvalidName. */
  possibleName(call: Call, kind: NameKind, name: string, ground: Ground): boolean;
  isDuplicate(call: Call, kind: NameKind, name: string, taken: boolean, ground: Ground): boolean;
  /** Whether one more of `size` fits beside `used`. */
  withinQuota(call: Call, quota: Quota, used: number, size: number, limit: number): boolean;
  /** Code that refuses a public IP wish for this number of NICs, or null (§3.72, §3.73). */
  publicIpRule(call: Call, nics: number, wanted: boolean): string | null;
  /** Code that refuses a body that was found wanting, or null to let it pass. `code` is what was found. */
  refusedBody(call: Call, code: string, problem: string): string | null;
  /** Code that refuses an uploaded file, or null. */
  refusedUpload(call: Call, code: string): string | null;
  /** Code that refuses to deploy an image, or null. */
  refusedImage(call: Call, defect: string | null): string | null;
  /** Code that refuses an NFS call, or null. `code` is what the state of the VDC asks for. */
  refusedNfs(call: Call, code: string | null, vdc: Vdc): string | null;
  /** Organisations that the caller may see in the list. */
  visibleOrganizations(call: Call, user: User, ground: Ground): readonly Organization[];
  /** What a list shows of what there is. */
  listOf<T>(call: Call, kind: ListKind, items: readonly T[], ground: Ground): readonly T[];
  /** A machine as its information shows it. */
  machineSeen(call: Call, machine: Machine, ground: Ground): Machine;
  /** A task as its information shows it. */
  taskSeen(call: Call, task: Task, ground: Ground): Task;
  /** The VDC that a new machine goes to. */
  landing(call: Call, vdc: Vdc, ground: Ground): Vdc;
  /** A new machine before it is put into its VDC. */
  created(call: Call, machine: Machine, ground: Ground): Machine;
  taskId(call: Call, next: string, ground: Ground): string;
  taskType(call: Call, type: TaskType): TaskType;
  /** How a task ends. */
  taskOutcome(task: Task, call: Call): 'completed' | 'failed';
  /** Milliseconds by which the effect comes later than the end that the task shows. */
  effectDelay(task: Task, call: Call): number;
  /** Makes the effect of a task happen. Called once, when its time has come. */
  effectOf(task: Task, effect: () => void, call: Call): void;
  /** Makes the effect of a synchronous change happen. */
  changeNow(call: Call, change: () => void): void;
}

/** The rules as the guide has them, with its gaps closed by `Behaviour`. */
export function conformingPolicies(): Policies {
  return {
    supportsVersion: (_call, version, supported) => version === supported,
    authenticate: (_call, found) => found,
    hasRole: (_call, user, role) => user.roles.includes(role),
    sameTenant: (_call, user, organization) => user.organization === organization,
    find(_call, kind, path, found, { behaviour, world }) {
      if (found === undefined && world.gone.has(path) && behaviour.deleted === 'NoLongerExist') {
        throw new DomainError('NoLongerExist', `The ${kind} was deleted.`);
      }
      return found;
    },
    mayTransition(_call, machine, doing, { behaviour }) {
      const state = behaviour.busy === 'queued' ? (machine.busy?.leadsTo ?? machine.state) : machine.state;
      if (doing === 'update') return behaviour.updateStates.includes(state);
      if (doing === 'delete') return behaviour.deleteStates.includes(state);
      return doing !== 'create' && behaviour.actions[state].includes(doing);
    },
    busy(_call, machine, _doing, { behaviour }) {
      if (machine.busy === null) return null;
      if (machine.busy.doing === 'delete') return behaviour.deleting;
      return behaviour.busy === 'queued' ? null : behaviour.busy;
    },
    stateAfter(machine, action) {
      switch (action) {
        case 'power-off':
          return 'powered-off';
        case 'suspend':
          return 'suspended';
        case 'power-on':
        case 'reset':
        case 'resume':
          return 'powered-on';
        case 'clone':
          return machine.state;
      }
    },
    actionsOf(_call, machine, { behaviour }) {
      return machine.busy !== null && behaviour.actionsDuringTask === 'none' ? [] : behaviour.actions[machine.state];
    },
    refusedName(_call, _kind, name, { behaviour }) {
      if (!behaviour.namePattern.test(name)) return 'InvalidName';
      return behaviour.reservedNames.includes(name) ? 'ReservedName' : null;
    },
    possibleName: (_call, _kind, name, { behaviour }) => behaviour.namePattern.test(name),
    isDuplicate: (_call, _kind, _name, taken) => taken,
    withinQuota: (_call, _quota, used, size, limit) => used + size <= limit,
    publicIpRule(_call, nics, wanted) {
      if (nics === 1 && wanted) return 'NetConfigurePubIPForOneNic';
      return nics === 2 && !wanted ? 'NetNotConfigurePubIPForTwoNic' : null;
    },
    refusedBody: (_call, code) => code,
    refusedUpload: (_call, code) => code,
    refusedImage: (_call, defect) => defect,
    refusedNfs: (_call, code) => code,
    visibleOrganizations(_call, user, { world, behaviour }) {
      const all = [...world.organizations.values()];
      return behaviour.organizationList === 'all' ? all : all.filter((one) => one.name === user.organization);
    },
    listOf: (_call, _kind, items) => items,
    machineSeen: (_call, machine) => machine,
    taskSeen: (_call, task) => task,
    landing: (_call, vdc) => vdc,
    created: (_call, machine) => machine,
    taskId: (_call, next) => next,
    taskType: (_call, type) => type,
    taskOutcome: () => 'completed',
    effectDelay: () => 0,
    effectOf: (_task, effect) => effect(),
    changeNow: (_call, change) => change(),
  };
}
