/**
 * The shapes of the catalogue: what `contracts/` says once it is loaded and validated.
 * Every entry carries the section of the guide it comes from, written `3.7` (without the § sign).
 */

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';

/** Role names as the guide spells them. */
export type Role = 'Admin' | 'Atmos Account Manager';

/** What the target file must permit before a scenario may run. `read-only` creates and changes nothing. */
export type Tier = 'read-only' | 'life-cycle' | 'images' | 'nfs' | 'hostile';
export const TIERS: readonly Tier[] = ['read-only', 'life-cycle', 'images', 'nfs', 'hostile'];

/** How sure the guide is: in words or a table, only in an example, or our own reconstruction. */
export type Level = 'stated' | 'shown' | 'inferred';

/** Path parameters of the URI syntax, in the guide's words: `<org-name>` is `org-name`. */
export type PathParameter =
  | 'version-number'
  | 'org-name'
  | 'vdc-name'
  | 'vm-name'
  | 'virtualnic-name'
  | 'image-name'
  | 'network-name'
  | 'task-id';

/** The life-cycle states the suite tells apart. Servers may show others while a task runs. */
export type StableState = 'powered-off' | 'powered-on' | 'suspended';

/** The six management actions of §3.14, named after the last segment of their URI (clone: `clone-to-vm`). */
export type ManagementAction = 'power-off' | 'power-on' | 'reset' | 'suspend' | 'resume' | 'clone';

export interface BodyField {
  /** Element (or, with `attribute: true`, attribute) name inside the root element. */
  readonly name: string;
  readonly attribute?: boolean;
  readonly values?: readonly string[];
}

export type RequestBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'xml'; readonly root: string; readonly schema: string; readonly fields: readonly BodyField[] }
  | { readonly kind: 'multipart'; readonly schema: string; readonly parts: readonly string[] };

export interface Success {
  readonly status: number;
  /** Root element of the response body; null where the guide shows none. */
  readonly root: string | null;
  /** Location template of an asynchronous operation; null for a synchronous one. */
  readonly location: string | null;
  /** `stated` where the section gives the response in words or as syntax, `shown` where only its example does. */
  readonly level?: 'stated' | 'shown';
}

export interface Operation {
  /** Stable id, kebab-case of the guide's heading, e.g. `power-off-vm`. */
  readonly id: string;
  /** The guide's heading. */
  readonly name: string;
  readonly section: string;
  readonly group: 'vm' | 'vdc' | 'org';
  readonly method: HttpMethod;
  /** `/{version-number}/org/{org-name}/…`; a trailing slash stands where the guide prints one. */
  readonly path: string;
  readonly parameters: readonly PathParameter[];
  readonly kind: 'synchronous' | 'asynchronous';
  readonly roles: readonly Role[];
  /** File name of the XSD that the section names, or null for "No Schema". */
  readonly schema: string | null;
  readonly request: RequestBody;
  readonly success: Success;
  /** Exactly the codes that the section lists. */
  readonly errors: readonly string[];
  /** Where a code is provoked in this operation otherwise than the register says, by code. */
  readonly provocations?: Readonly<Record<string, Provocation>>;
  readonly tier: Tier;
  /** Only for asynchronous operations: admissible task types (more than one where a reading is open). */
  readonly taskTypes: readonly string[];
  /** Only for the management actions: which of the six this operation performs. */
  readonly action: ManagementAction | null;
  /** What must hold before: for VM operations, the states in which the guide (or its only sensible reading) wants the call accepted. */
  readonly given: {
    readonly states: readonly StableState[];
    /** What else must hold, in words. */
    readonly needs?: string;
  };
  /** What must hold after success. */
  readonly then: {
    readonly state: StableState | 'unchanged' | null;
    readonly effect: string | null;
    /** Why the effect cannot be seen through this API, where it cannot. */
    readonly unobservable?: string;
  };
}

/** How a client can provoke an error code. */
export type ProvocationKind = 'request' | 'state' | 'data' | 'hook';

export interface Provocation {
  readonly by: ProvocationKind;
  readonly how: string;
}

export interface ErrorCode {
  readonly code: string;
  readonly section: string;
  readonly status: number;
  readonly text: string;
  readonly provocation: Provocation;
  /** A code that any operation may answer although no section lists it (e.g. ServerBusy). */
  readonly generic: boolean;
}

export interface Requirement {
  /** Stable id, e.g. `power-off-vm.accepted` or `errors.body`. */
  readonly id: string;
  readonly level: Level;
  readonly section: string;
  readonly text: string;
  readonly notTested?: { readonly reason: string };
}

export interface ReadingAnswer {
  readonly id: string;
  readonly text: string;
}

export interface Reading {
  readonly id: string;
  readonly sections: readonly string[];
  readonly question: string;
  readonly admissible: readonly ReadingAnswer[];
  /** Requirements that are judged in the light of the answer. */
  readonly requirements?: readonly string[];
  /** `run`: one server must keep to one answer; `none`: answers may mix. */
  readonly consistentAcross: 'run' | 'none';
}

export interface LifeCycle {
  readonly states: readonly {
    readonly id: StableState;
    readonly level: Level;
    readonly section: string;
    readonly text: string;
  }[];
  /** Every state × action (six management actions, update, delete): what the guide fixes. */
  readonly cells: readonly {
    readonly state: StableState;
    readonly action: ManagementAction | 'update' | 'delete';
    /** `allowed`/`refused` are fixed; `open` is decided by the server's own action list (or, for update and delete, by its answer). */
    readonly rule: 'allowed' | 'refused' | 'open';
    readonly to: StableState | 'gone' | null;
    readonly level: Level;
    readonly section: string;
    readonly text: string;
  }[];
}

export interface TaskRegister {
  readonly types: readonly string[];
  readonly statuses: readonly {
    readonly id: string;
    readonly phase: 'running' | 'ended-well' | 'ended-badly' | 'unclear';
    readonly listed: boolean;
    readonly text: string;
  }[];
}

export interface Catalogue {
  readonly version: string;
  readonly namespace: string;
  readonly operations: readonly Operation[];
  readonly errors: readonly ErrorCode[];
  readonly requirements: readonly Requirement[];
  readonly readings: readonly Reading[];
  readonly lifeCycle: LifeCycle;
  readonly tasks: TaskRegister;
  /** Page of the printed guide on which each section begins, by section. */
  readonly pages: Readonly<Record<string, number>>;
  /** SHA-256 over the contract files, so that a report can say which catalogue judged. */
  readonly hash: string;
  operation(id: string): Operation;
  error(code: string): ErrorCode | undefined;
  requirement(id: string): Requirement | undefined;
}
