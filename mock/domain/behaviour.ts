import type { Action, PowerState, TaskType } from './model.ts';

/**
 * How this service behaves wherever the guide leaves a choice. Every setting here is admissible;
 * what is not admissible is a fault (mock/faults).
 */
export interface Behaviour {
  /** How long a task runs, in milliseconds. */
  readonly taskTime: number;
  /** Differing durations for some task types, in milliseconds. */
  readonly taskTimes: Partial<Readonly<Record<TaskType, number>>>;
  /** Machines that a VDC may hold (§3.67). */
  readonly vmQuota: number;
  /** Public IP addresses that a VDC may use (§3.69). */
  readonly publicIpQuota: number;
  /** Images that an image store may hold (§3.40). */
  readonly imageQuota: number;
  /** Octets that one uploaded image may have (§3.41). */
  readonly imageSizeQuota: number;
  /** Names that may not be given to a machine or an image (§3.36). */
  readonly reservedNames: readonly string[];
  /** What a name must look like (§3.45). */
  readonly namePattern: RegExp;
  /** Whether a machine's name is unique in its VDC or in the whole organisation (§3.65). */
  readonly nameScope: 'vdc' | 'organization';
  /** How a second action on a busy machine is refused. */
  readonly busyCode: 'InvalidState' | 'ConcurrentAccess';
  /** How an action on a machine that is being deleted is refused. */
  readonly deletingCode: 'InvalidState' | 'DuringDeleting' | 'ConcurrentAccess';
  /** Whether a machine shows that it is between two states (`powering-on`) while its task runs. */
  readonly transitionalStates: boolean;
  /** Actions accepted in a state; the guide fixes only those of a machine that is powered off (§3.14). */
  readonly actions: Readonly<Record<PowerState, readonly Action[]>>;
  readonly updateStates: readonly PowerState[];
  readonly deleteStates: readonly PowerState[];
  /** Whether the machine that is being cloned refuses other actions meanwhile. */
  readonly cloningLocksSource: boolean;
  readonly stateOfClone: PowerState;
  readonly stateOfDeployed: PowerState;
  /** The VDC that a deployment at organisation level (§3.22) lands in. */
  readonly deployInto: 'first' | 'last' | 'emptiest';
  /** Which machine a CloneVm task names. */
  readonly cloneTaskNames: 'source' | 'clone';
  /** Which object a DeployVm task names. */
  readonly deployTaskNames: 'machine' | 'image';
  readonly cancelableTasks: boolean;
  readonly taskIds: 'counter' | 'uuid' | 'number';
  /** Answer to somebody of another organisation. */
  readonly foreigner: 'NoPermission' | 'ObjectNotFound';
  /** Answer for something that was there once. */
  readonly deleted: 'ObjectNotFound' | 'NoLongerExist';
  /** The organisations that a user may see in the list. */
  readonly organizationList: 'own' | 'all';
  /** Order of lists. */
  readonly listOrder: 'oldest-first' | 'newest-first' | 'by-name';
  /** Whether enabling NFS needs an NFS server that was deployed before. */
  readonly nfsNeedsServer: boolean;
  /** NFS servers that a VDC may hold. */
  readonly nfsServersPerVdc: number;
  /** Whether an image that is not a preprocessed archive (docs/mock.md) is taken as it is. */
  readonly opaqueImages: boolean;
  /** When a package is found wanting: when it arrives, or when it is to be deployed. */
  readonly packagesChecked: 'at-upload' | 'at-deployment';
}

export const DEFAULT_BEHAVIOUR: Behaviour = {
  taskTime: 0,
  taskTimes: {},
  vmQuota: 24,
  publicIpQuota: 8,
  imageQuota: 4,
  imageSizeQuota: 64 * 1024 * 1024,
  reservedNames: ['nfs', 'vm', 'network', 'imagestore', 'mgmt'],
  namePattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  nameScope: 'vdc',
  busyCode: 'InvalidState',
  deletingCode: 'InvalidState',
  transitionalStates: false,
  actions: {
    'powered-off': ['power-on', 'clone'],
    'powered-on': ['power-off', 'reset', 'suspend'],
    suspended: ['resume', 'power-off'],
  },
  updateStates: ['powered-off'],
  deleteStates: ['powered-off'],
  cloningLocksSource: true,
  stateOfClone: 'powered-off',
  stateOfDeployed: 'powered-off',
  deployInto: 'first',
  cloneTaskNames: 'clone',
  deployTaskNames: 'machine',
  cancelableTasks: false,
  taskIds: 'counter',
  foreigner: 'NoPermission',
  deleted: 'ObjectNotFound',
  organizationList: 'own',
  listOrder: 'oldest-first',
  nfsNeedsServer: false,
  nfsServersPerVdc: 8,
  opaqueImages: true,
  packagesChecked: 'at-deployment',
};
