import type { Level, Tier } from '../../suite/catalogue/types.ts';
import type { PrincipalId, TransportFailureKind } from '../../suite/evidence/types.ts';
import type { Finding, RunOutcome, Verdict } from '../../suite/judge/types.ts';
import type { Aspect, ConformanceClass } from '../../suite/plan/types.ts';
import type {
  CodeResult,
  CriticalPath,
  KillScore,
  PairCell,
  ReadingResult,
  Residue,
  StateCell,
  TargetStatement,
  TaskSpan,
} from './run-result.ts';

export const SCHEMA_VERSION = 1;

/** The canonical report: plain JSON, everything that any renderer shows. Schema: `schemas/json/report.schema.json`. */
export interface Report {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly suite: { readonly name: string; readonly version: string };
  readonly catalogue: {
    readonly version: string;
    readonly hash: string;
    readonly operations: number;
    readonly codes: number;
    /** Operation × error code pairs that the guide lists. */
    readonly pairs: number;
    readonly requirements: number;
  };
  readonly xmlEngine: string;
  readonly seed: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly elapsedMs: number;
  readonly target: TargetStatement;
  readonly outcome: RunOutcome;
  readonly complete: boolean;
  readonly stoppedBecause?: string;
  readonly counts: Counts;
  readonly classes: readonly ClassLine[];
  readonly operations: readonly OperationLine[];
  readonly requirements: readonly RequirementLine[];
  /** Page of the printed guide on which each section begins; absent in reports of earlier suites. */
  readonly pages?: Readonly<Record<string, number>>;
  /** Ordered by id. */
  readonly results: readonly ResultLine[];
  readonly readings: readonly ReadingResult[];
  readonly states: readonly StateLine[];
  readonly pairs: readonly PairCell[];
  readonly codes: readonly CodeResult[];
  readonly residue: Residue;
  readonly killScore?: KillScore;
  readonly criticalPath?: CriticalPath;
  readonly tasks: readonly TaskSpan[];
  readonly notShown: readonly NotShown[];
  /** Ordered by `seq`; a selection, see `kept-exchanges.ts`. */
  readonly exchanges: readonly ReportedExchange[];
  /** Host and object names were replaced by pseudonyms. */
  readonly redacted?: true;
  /** Last member of the file; its absence means that the file was cut short. */
  readonly footer: Footer;
}

export type ReportWithoutFooter = Omit<Report, 'footer'>;

/** Scenarios by outcome. A pass on a repeated request counts as `flaky` and not as `passed`; the six sum to the total. */
export interface Tally {
  readonly passed: number;
  readonly flaky: number;
  readonly failed: number;
  readonly cantTell: number;
  readonly untested: number;
  readonly inapplicable: number;
}

export interface Counts extends Tally {
  readonly results: number;
  readonly advisories: number;
  readonly requests: number;
  readonly tasks: number;
  readonly retries: number;
}

export interface ClassLine extends Tally {
  readonly class: ConformanceClass;
}

export interface OperationLine {
  readonly id: string;
  readonly name: string;
  readonly section: string;
  readonly method: string;
  readonly path: string;
  readonly kind: 'synchronous' | 'asynchronous';
}

export interface RequirementLine {
  readonly id: string;
  readonly level: Level;
  readonly section: string;
  readonly text: string;
  readonly notTested?: string;
  /** Results that rest on it. */
  readonly results: number;
}

export interface ResultLine {
  readonly id: string;
  readonly title: string;
  readonly operation: string | null;
  readonly family: string;
  readonly aspect: Aspect;
  readonly class: ConformanceClass;
  readonly requirements: readonly string[];
  readonly tier: Tier;
  readonly principals: readonly PrincipalId[];
  readonly mutates: boolean;
  readonly codes: readonly string[];
  readonly verdict: Verdict;
  readonly advisories: readonly Finding[];
  readonly exchanges: readonly number[];
  readonly startedAt: string;
  readonly elapsedMs: number;
}

export interface StateLine extends StateCell {
  /** Where the action leads according to the life cycle; null when the guide does not say. */
  readonly to: string | null;
  readonly rule: 'allowed' | 'refused' | 'open';
  readonly level: Level | null;
}

/** One reason for which something is not shown by this report, with what it keeps from being shown. */
export interface NotShown {
  readonly about:
    | 'run'
    | 'untested'
    | 'cantTell'
    | 'inapplicable'
    | 'state'
    | 'code'
    | 'requirement'
    | 'residue'
    | 'proof';
  readonly reason: string;
  readonly count: number;
  /** Ids of what is missing, the first twenty. */
  readonly items: readonly string[];
}

export interface ReportedExchange {
  readonly seq: number;
  readonly scenario: string;
  readonly step: string;
  readonly operation: string | null;
  readonly principal: PrincipalId;
  readonly parameters: Readonly<Record<string, string>>;
  readonly attempt: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: ReportedBody | null;
    /** Names of the variables that stand, as `$NAME`, where a secret was. */
    readonly placeholders?: readonly string[];
  };
  readonly response: {
    readonly status: number;
    readonly reason: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: ReportedBody;
  } | null;
  readonly failure: { readonly kind: TransportFailureKind; readonly message: string } | null;
  readonly startedAt: string;
  readonly elapsedMs: number;
}

export interface ReportedBody {
  /** Octets as received or sent, before any cut. */
  readonly size: number;
  /** SHA-256 of all octets, hexadecimal. */
  readonly sha256: string;
  /** Whether less is kept here than was received. */
  readonly truncated: boolean;
  /** `utf-8` where the kept octets are valid UTF-8, else `base64`. */
  readonly encoding: 'utf-8' | 'base64';
  readonly text: string;
}

export interface Footer {
  readonly complete: true;
  readonly results: number;
  readonly failed: number;
  /** SHA-256 over the canonical JSON (RFC 8785) of the report without its footer, hexadecimal. */
  readonly sha256: string;
}
