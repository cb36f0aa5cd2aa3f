import type { Tier } from '../catalogue/types.ts';
import type { Exchange, PrincipalId } from '../evidence/types.ts';

/** One set of credentials; which fields count depends on the scheme. Values come from the environment only. */
export interface Credential {
  readonly username?: string;
  readonly password?: string;
  readonly token?: string;
  /** For the scheme `headers`: header name → value. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type AuthenticationScheme = 'basic' | 'bearer' | 'headers' | 'signer';

/** Signs a request by returning the headers to add. A signer plug-in module exports this as `sign`. */
export type Signer = (
  request: {
    readonly method: string;
    readonly url: URL;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: Uint8Array | null;
  },
  credential: Credential,
) => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;

/** What the implementation claims to support (implementation conformance statement, ISO/IEC 9646-7). */
export interface Claims {
  readonly nfs: boolean;
  readonly imageUpload: boolean;
  readonly templates: boolean;
  readonly publicIp: boolean;
}

export interface Limits {
  /** VMs that a VDC may hold; undefined when the target file does not say. */
  readonly vmQuota?: number;
  readonly publicIpQuota?: number;
  readonly imageQuota?: number;
  /** Requests or tasks in flight at any moment. */
  readonly parallel: number;
  readonly requestsPerSecond?: number;
  /** VMs that the run may own at any moment. */
  readonly ownedVms: number;
}

export interface Target {
  /** Scheme, host, port and path prefix, without a trailing slash; the version segment comes after it. */
  readonly baseUrl: string;
  readonly version: string;
  readonly name: string;
  readonly tls: { readonly ca?: string; readonly rejectUnauthorized: boolean };
  readonly scheme: AuthenticationScheme;
  readonly signerModule?: string;
  readonly principals: Partial<Readonly<Record<'admin' | 'foreignAdmin' | 'accountManager' | 'nonAdmin', Credential>>>;
  readonly organization?: string;
  readonly foreignOrganization?: string;
  /** VDCs to work in; empty: all that the server lists. */
  readonly vdcs: readonly string[];
  readonly source: { readonly image?: string; readonly vm?: string };
  readonly upload: { readonly file?: string; readonly fileName?: string };
  /** Names that the server reserves, if it reserves any (§3.36). */
  readonly reservedNames: readonly string[];
  /** Names that break the server's own naming rules (§3.45). */
  readonly invalidNames: readonly string[];
  readonly claims: Claims;
  readonly limits: Limits;
  readonly tasks: {
    readonly pollIntervalMs: number;
    readonly budgetMs: number;
    readonly budgets: Readonly<Record<string, number>>;
  };
  readonly requestTimeoutMs: number;
  readonly tiers: readonly Tier[];
  /** Base URL of a test hook (docs/test-hook.md), when the implementation offers one. */
  readonly hook?: string;
  /** Values that must never be seen in an artefact, with the name that stands in their place. */
  readonly secrets: readonly { readonly name: string; readonly value: string }[];
}

export interface OutgoingRequest {
  readonly scenario: string;
  readonly step: string;
  readonly operation: string | null;
  readonly principal: PrincipalId;
  readonly parameters: Readonly<Record<string, string>>;
  readonly method: string;
  /** Path after the base URL, percent-encoded, beginning with `/`. */
  readonly path: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Uint8Array | string | null;
  /** 1 for the first try (the default). */
  readonly attempt?: number;
  /** Overrides the target's time-out. */
  readonly timeoutMs?: number;
}

/** Sends one request, records the exchange (credentials replaced) and returns it. Never throws for what the server does. */
export interface Transport {
  send(request: OutgoingRequest): Promise<Exchange>;
  close(): Promise<void>;
}
