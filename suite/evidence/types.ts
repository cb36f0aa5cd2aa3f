/** What was observed. Judging needs nothing but this, the scenario and the catalogue. */

export type PrincipalId =
  | 'admin'
  | 'foreignAdmin'
  | 'accountManager'
  | 'nonAdmin'
  | 'anonymous'
  | 'wrongPassword'
  | 'unknownUser'
  | 'cutPassword'
  | 'extendedPassword'
  | 'otherCasePassword'
  | 'emptyPassword';

export interface Body {
  /** Size in octets as received, before any cut, after content decoding. */
  readonly size: number;
  readonly sha256: string;
  /** The octets kept, base64. Cut at the limit of the recorder. */
  readonly base64: string;
  readonly truncated: boolean;
  /** True when a secret was taken out: `sha256` and `base64` are then those of what is left, `size` still as received. */
  readonly redacted?: boolean;
}

export interface RecordedRequest {
  readonly method: string;
  /** Absolute URL as sent. */
  readonly url: string;
  /** In the order sent; secrets are replaced by `$NAME`. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Body | null;
  /** Names of the variables that stand, as `$NAME`, where a secret was; absent when there are none. */
  readonly placeholders?: readonly string[];
}

export interface RecordedResponse {
  readonly status: number;
  readonly reason: string;
  /** In the order received, duplicates kept. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Body;
}

export type TransportFailureKind =
  | 'refused'
  | 'dns'
  | 'tls'
  | 'reset'
  | 'timeout'
  | 'protocol'
  | 'content-encoding'
  | 'other';

export interface Exchange {
  /** Unique in a run, in the order in which the requests were sent. */
  readonly seq: number;
  /** Scenario on whose behalf it was sent. */
  readonly scenario: string;
  /** What it is within the scenario, e.g. `subject`, `before`, `after`, `poll`. */
  readonly step: string;
  /** Operation of the catalogue that the request is meant to be; null for a URI or method the guide does not define. */
  readonly operation: string | null;
  readonly principal: PrincipalId;
  /** Decoded values of the path parameters. */
  readonly parameters: Readonly<Record<string, string>>;
  /** 1 for the first try; higher when a safe request was repeated after a transport failure or ServerBusy. */
  readonly attempt: number;
  readonly request: RecordedRequest;
  readonly response: RecordedResponse | null;
  readonly failure: { readonly kind: TransportFailureKind; readonly message: string } | null;
  /** ISO 8601, UTC, of the moment the request was sent. */
  readonly startedAt: string;
  readonly elapsedMs: number;
  /** Milliseconds from the opening of the transport to the sending, on a clock that never jumps; for ordering calls. */
  readonly sentMs?: number;
}

/** Something the stage or the performer wants the judge to know that no single exchange shows. */
export interface StageNote {
  readonly kind: string;
  readonly text: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

export interface Evidence {
  readonly scenario: string;
  readonly exchanges: readonly Exchange[];
  readonly notes: readonly StageNote[];
}
