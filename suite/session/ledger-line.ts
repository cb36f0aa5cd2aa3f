export type ResourceKind = 'vm' | 'image' | 'nfs';

export interface Resource {
  readonly kind: ResourceKind;
  readonly organization: string;
  /** Undefined for an image, and for a VM whose VDC the server chooses. */
  readonly vdc?: string;
  readonly name: string;
}

/** Whose ledger it is; its first line. */
export interface LedgerHeader {
  /** What the names begin with that the run gives. */
  readonly prefix: string;
  /** Base URL of the server, without secrets. */
  readonly target: string;
  readonly organization: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

export type LedgerLine =
  | { readonly event: 'run'; readonly run: LedgerHeader }
  | { readonly event: 'found'; readonly resources: readonly Resource[]; readonly tasks: readonly string[] }
  | { readonly event: 'intended' | 'created' | 'removed' | 'refused'; readonly resource: Resource };

/** A VM is known by its name alone until the server has told in which VDC it is. */
export function keyOf({ kind, organization, name }: Resource): string {
  return JSON.stringify([kind, organization, name]);
}
