/** The things a compute service keeps: a pure model, without HTTP, XML or a clock of its own. */

export type Role = 'Admin' | 'Atmos Account Manager';
export type PowerState = 'powered-off' | 'powered-on' | 'suspended';
export type Action = 'power-off' | 'power-on' | 'reset' | 'suspend' | 'resume' | 'clone';
/** What may keep a machine busy: a management action, or a change to the machine itself. */
export type Doing = Action | 'update' | 'delete' | 'create';

export interface User {
  readonly name: string;
  readonly password: string;
  /** Opaque bearer token, used only where the dialect of authentication allows it. */
  readonly token: string;
  readonly organization: string;
  readonly roles: readonly Role[];
}

export interface Nic {
  readonly name: string;
  readonly network: string;
  readonly hostName: string;
  readonly address: string;
}

/** What keeps a machine busy, until when (milliseconds since the epoch), and what state that leads to. */
export interface Occupation {
  readonly task: string;
  readonly doing: Doing;
  readonly endsAt: number;
  readonly leadsTo: PowerState;
}

export interface Machine {
  /** Identity that outlives a name: a machine deleted and made anew is another machine. */
  readonly key: string;
  readonly name: string;
  readonly kind: 'plain' | 'nfs';
  state: PowerState;
  /** One of the three that the guide names, unless a fault let another in. */
  instanceType: string;
  readonly nics: readonly Nic[];
  readonly publicIp: string | null;
  readonly fqdn: string;
  /** The guide names no unit; the mock counts megabytes. */
  readonly diskSize: number;
  busy: Occupation | null;
  /** Every action that took effect, oldest first; the last 32 are kept. */
  readonly past: Doing[];
}

export interface Network {
  readonly name: string;
  readonly scope: 'public' | 'private';
  /** First three octets of its addresses. */
  readonly prefix: string;
}

/** What is wrong with the package of an image: found on arrival, told when it comes to a deployment. */
export type ImageDefect =
  | 'DeployBadVMImageLackVMDK'
  | 'DeployBadVMImageLackVMX'
  | 'DeployBadVMImageInvalidConfig'
  | 'DeployInvalidMD5'
  | 'DeployInvalidManifestCountNotEqual'
  | 'DeployInvalidManifestIndexNotCorrect'
  | 'DeployManifestFileNotFound'
  | 'DeployImageZipPartNotFound';

export interface Image {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly nics: 1 | 2;
  readonly diskSize: number;
  readonly defect: ImageDefect | null;
}

/** A machine on its way: its name is taken and its quotas are used before it can be seen. */
export interface Reservation {
  readonly publicIp: boolean;
  readonly task: string;
  readonly kind: 'plain' | 'nfs';
  /** Image that is being deployed, or null. */
  readonly image: string | null;
}

export interface Nfs {
  state: 'off' | 'enabling' | 'on' | 'syncing';
}

export interface Vdc {
  readonly name: string;
  readonly organization: string;
  readonly machines: Map<string, Machine>;
  readonly reservations: Map<string, Reservation>;
  readonly networks: Map<string, Network>;
  readonly nfs: Nfs;
  /** Last octet handed out so far. */
  nextAddress: number;
}

export interface Organization {
  readonly name: string;
  readonly vdcs: Map<string, Vdc>;
  readonly images: Map<string, Image>;
  /** Names of images whose upload is still arriving. */
  readonly arriving: Set<string>;
  readonly templates: string[];
}

export type TaskType =
  | 'PowerOnVm'
  | 'PowerOffVm'
  | 'SuspendVm'
  | 'ResumeVm'
  | 'ResetVm'
  | 'CloneVm'
  | 'UpdateVm'
  | 'DeployVm'
  | 'DeleteVm'
  | 'EnableNFS'
  | 'ResyncNFS';

export interface Task {
  readonly id: string;
  readonly organization: string;
  readonly type: TaskType;
  readonly objectName: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** When it ends, or ended. */
  readonly endsAt: number;
  phase: 'running' | 'completed' | 'failed';
  readonly cancelable: boolean;
}

/** Everything there is. Plain data, so that it can be shown, compared and replaced as a whole. */
export interface World {
  readonly users: Map<string, User>;
  readonly organizations: Map<string, Organization>;
  /** By id, oldest first. */
  readonly tasks: Map<string, Task>;
  /** Paths of what was deleted, e.g. `vm/caas/caasvdc/web`, for servers that tell "gone" from "never was". */
  readonly gone: Set<string>;
}
