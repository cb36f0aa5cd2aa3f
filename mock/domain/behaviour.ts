import type { Action, PowerState, TaskType } from './model.ts';

/**
 * How this service behaves wherever the guide leaves a choice. Every setting here is admissible;
 * what is not admissible is a fault (mock/faults).
 */
export interface Behaviour extends Limits, MachineRules, TaskRules, ImageRules, NfsRules, AccessRules, BodyRules {}

export interface Limits {
  /** Machines that may be held (§3.67). */
  readonly vmQuota: number;
  /** Public IP addresses that may be used (§3.69). */
  readonly publicIpQuota: number;
  /** What these two quotas count for. */
  readonly quotaScope: 'vdc' | 'organization';
  /** Images that an image store may hold (§3.40). */
  readonly imageQuota: number;
  /** Octets that one uploaded image may have (§3.41). */
  readonly imageSizeQuota: number;
  /** Names that may not be given to a machine or an image (§3.36). */
  readonly reservedNames: readonly string[];
  /** What a name must look like (§3.45). */
  readonly namePattern: RegExp;
  /** Whether names that differ only in case are one name. */
  readonly nameCase: 'sensitive' | 'insensitive';
  /** Whether a machine's name is unique in its VDC or in the whole organisation (§3.65). */
  readonly nameScope: 'vdc' | 'organization';
}

export interface MachineRules {
  /** Actions accepted in a state; the guide fixes only those of a machine that is powered off (§3.14). */
  readonly actions: Readonly<Record<PowerState, readonly Action[]>>;
  readonly updateStates: readonly PowerState[];
  readonly deleteStates: readonly PowerState[];
  /** Answer to an update to the type that the machine has. */
  readonly updateToSameType: 'accepted' | 'refused';
  /** What becomes of a call for a busy machine: a code, or it waits for its turn. */
  readonly busy: 'InvalidState' | 'ConcurrentAccess' | 'ConflictResource' | 'ServerBusy' | 'queued';
  /** The same where the machine is being deleted; nothing can wait then. */
  readonly deleting: 'InvalidState' | 'DuringDeleting' | 'ConcurrentAccess' | 'ConflictResource' | 'ServerBusy';
  /** Whether a machine shows that it is between two states (`powering-on`) while its task runs. */
  readonly transitionalStates: boolean;
  readonly actionsDuringTask: 'by-state' | 'none';
  readonly seenDuringCreation: 'hidden' | 'visible';
  readonly seenDuringDeletion: 'visible' | 'hidden' | 'during-deleting';
  /** Whether the machine that is being cloned refuses other actions meanwhile. */
  readonly cloningLocksSource: boolean;
  readonly stateOfClone: PowerState | 'as-source';
  readonly stateOfDeployed: PowerState;
  /** The VDC that a deployment at organisation level (§3.22) lands in. */
  readonly deployInto: 'first' | 'last' | 'emptiest';
}

export interface TaskRules {
  /** How long a task runs, in milliseconds. */
  readonly taskTime: number;
  /** Differing durations for some task types, in milliseconds. */
  /** Tasks of one organisation that run at the same time; the others wait for their turn. */
  readonly tasksAtOnce: number;
  readonly taskTimes: Partial<Readonly<Record<TaskType, number>>>;
  /** Which machine a CloneVm task names. */
  readonly cloneTaskNames: 'source' | 'clone';
  /** Which object a DeployVm task names. */
  readonly deployTaskNames: 'machine' | 'image';
  readonly nfsTaskNames: 'vdc' | 'server';
  readonly nfsDeployTaskType: 'DeployVm' | 'EnableNFS';
  readonly cancelableTasks: boolean;
  readonly taskIds: 'counter' | 'uuid' | 'number';
  /** How long the task list keeps a task that has ended, in milliseconds. */
  readonly taskRetention: number;
  /** Whether a task can still be read after that. */
  readonly expiredTasks: 'kept' | 'gone';
  /** Order of lists. */
  readonly listOrder: 'oldest-first' | 'newest-first' | 'by-name';
}

export interface ImageRules {
  /** Whether an image that is not a preprocessed archive (docs/mock.md) is taken as it is. */
  readonly opaqueImages: boolean;
  /** When a package is found wanting: when it arrives, or when it is to be deployed. */
  readonly packagesChecked: 'at-upload' | 'at-deployment';
  /** Where a fault of an image shows at its deployment: in the answer, or in the task. */
  readonly imageDefects: 'answer' | 'task';
  /** What is looked at first when a full store is to take a name that is taken. */
  readonly uploadChecks: 'amount-first' | 'name-first';
  readonly duplicateImage: 'UploadImageDuplicated' | 'UploadImageZipPartDuplicated';
  /** Which part of the form names the image. */
  readonly imageName: 'part-value' | 'part-name' | 'file-name';
  /** Whether an image can be deleted while it is being deployed. */
  readonly imageInUse: 'accepted' | 'refused';
  readonly unknownImage: 'ObjectNotFound' | 'DeployImageNotFound';
}

export interface NfsRules {
  /** Whether enabling NFS needs an NFS server that was deployed before. */
  readonly nfsNeedsServer: boolean;
  /** NFS servers that a VDC may hold, or all VDCs of the organisation together. */
  readonly nfsServersPerVdc: number;
  readonly nfsServerScope: 'vdc' | 'organization';
  /** Answer to one server too many. */
  readonly nfsAgain: 'InvalidState' | 'ObjectDuplicated' | 'NfsVmAlreadyExist' | 'NfsVmCountFull';
  /** Whether the NFS server is one of the machines of its VDC. */
  readonly nfsServer: 'listed' | 'hidden';
  /** Answer of §3.28 and §3.29 to a wrong version or an unknown name. */
  readonly nfsGenericCodes: 'generic' | 'nfs-code';
}

export interface AccessRules {
  /** One request of so many is refused because the server is busy (§3.76); 0 for none. */
  readonly busyEvery: number;
  /** Answer to somebody of another organisation. */
  readonly foreigner: 'NoPermission' | 'ObjectNotFound';
  readonly unknownOrganization: 'ObjectNotFound' | 'NoPermission';
  /** Answer for something that was there once. */
  readonly deleted: 'ObjectNotFound' | 'NoLongerExist';
  /** The organisations that a user may see in the list. */
  readonly organizationList: 'own' | 'all';
  readonly precedence: 'version-first' | 'credentials-first';
  /** Answer to a first segment that is not even shaped like a version. */
  readonly versionShape: 'UnsupportedVersion' | 'ObjectNotFound';
  /** Answer to a URI that is not defined. */
  readonly undefinedUri: 'ObjectNotFound' | 'NotSupported';
  /** Answer to a method that is not defined, where the URI has no GET. */
  readonly undefinedMethod: 'NotSupported' | 'ObjectNotFound';
  /** Status of the answer to a method that no operation uses. */
  readonly strangeMethod: 405 | 501;
  readonly imageHref: 'NotSupported' | 'ObjectNotFound' | 'document';
  /** What the image store below a VDC answers: it is shown in §3.24 and defined nowhere. */
  readonly vdcImageStore: 'image-list' | 'NotSupported' | 'ObjectNotFound';
  readonly headAndOptions: 'http' | 'not-supported';
  readonly trailingSlash: 'tolerated' | 'strict';
  /** Answer to a name in the URI that nothing can have, where the section lists InvalidName. */
  readonly invalidNameInUri: 'InvalidName' | 'ObjectNotFound';
}

export interface BodyRules {
  /** Content-Type that an XML body must have. */
  readonly requestType: 'any' | 'text/xml';
  readonly requestNamespace: 'either' | 'with' | 'without';
  readonly malformedBody: 'XMLMalformed' | 'XMLValidationError' | 'InvalidArgument';
  readonly invalidBody: 'XMLValidationError' | 'InvalidArgument' | 'XMLMalformed';
  readonly missingName: 'XMLValidationError' | 'InvalidName' | 'InvalidArgument';
  readonly wrongInstanceType: 'XMLValidationError' | 'InvalidArgument';
  /** What a deployment takes for an instance type and a public address that are left out. */
  readonly deployDefaults: 'refused' | 'defaults';
  /** What becomes of an update that names no instance type. */
  readonly updateWithoutType: 'refused' | 'nothing';
}

export const DEFAULT_BEHAVIOUR: Behaviour = {
  requestType: 'any',
  vmQuota: 24,
  publicIpQuota: 8,
  quotaScope: 'vdc',
  imageQuota: 4,
  imageSizeQuota: 64 * 1024 * 1024,
  reservedNames: ['nfs', 'vm', 'network', 'imagestore', 'mgmt'],
  namePattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  nameCase: 'sensitive',
  nameScope: 'vdc',
  actions: {
    'powered-off': ['power-on', 'clone'],
    'powered-on': ['power-off', 'reset', 'suspend'],
    suspended: ['resume', 'power-off'],
  },
  updateStates: ['powered-off'],
  deleteStates: ['powered-off'],
  updateToSameType: 'accepted',
  busy: 'InvalidState',
  deleting: 'InvalidState',
  transitionalStates: false,
  actionsDuringTask: 'by-state',
  seenDuringCreation: 'hidden',
  seenDuringDeletion: 'visible',
  cloningLocksSource: true,
  stateOfClone: 'powered-off',
  stateOfDeployed: 'powered-off',
  deployInto: 'first',
  taskTime: 0,
  tasksAtOnce: Number.POSITIVE_INFINITY,
  taskTimes: {},
  cloneTaskNames: 'clone',
  deployTaskNames: 'machine',
  nfsTaskNames: 'vdc',
  nfsDeployTaskType: 'DeployVm',
  cancelableTasks: false,
  taskIds: 'counter',
  taskRetention: Number.POSITIVE_INFINITY,
  expiredTasks: 'kept',
  listOrder: 'oldest-first',
  opaqueImages: true,
  packagesChecked: 'at-deployment',
  imageDefects: 'answer',
  uploadChecks: 'amount-first',
  duplicateImage: 'UploadImageDuplicated',
  imageName: 'part-value',
  imageInUse: 'accepted',
  unknownImage: 'ObjectNotFound',
  nfsNeedsServer: false,
  nfsServersPerVdc: 8,
  nfsServerScope: 'vdc',
  nfsAgain: 'InvalidState',
  nfsServer: 'listed',
  nfsGenericCodes: 'generic',
  busyEvery: 0,
  foreigner: 'NoPermission',
  unknownOrganization: 'ObjectNotFound',
  deleted: 'ObjectNotFound',
  organizationList: 'own',
  precedence: 'version-first',
  versionShape: 'UnsupportedVersion',
  undefinedUri: 'ObjectNotFound',
  undefinedMethod: 'NotSupported',
  strangeMethod: 405,
  imageHref: 'NotSupported',
  vdcImageStore: 'image-list',
  headAndOptions: 'http',
  trailingSlash: 'tolerated',
  invalidNameInUri: 'InvalidName',
  requestNamespace: 'either',
  malformedBody: 'XMLMalformed',
  invalidBody: 'XMLValidationError',
  missingName: 'XMLValidationError',
  wrongInstanceType: 'XMLValidationError',
  deployDefaults: 'refused',
  updateWithoutType: 'refused',
};
