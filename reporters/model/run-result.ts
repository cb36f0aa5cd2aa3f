import type { Catalogue, Tier } from '../../suite/catalogue/types.ts';
import type { Exchange } from '../../suite/evidence/types.ts';
import type { Finding, RunOutcome, Verdict } from '../../suite/judge/types.ts';
import type { Scenario } from '../../suite/plan/types.ts';
import type { Claims, Limits } from '../../suite/target/types.ts';

/** What the engine hands over when a run ends, however it ends. Plain data; `buildReport` makes the report of it. */
export interface RunResult {
  readonly suite: { readonly name: string; readonly version: string };
  /** The catalogue that judged; a loaded `Catalogue` fits as it is. */
  readonly catalogue: CatalogueFacts;
  /** Name and version of the XML engine, e.g. `libxml2-wasm 0.7.2`. */
  readonly xmlEngine: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly seed: number | string;
  readonly target: TargetStatement;
  /** Scenarios of the whole suite; when there are fewer results, the others were not selected. */
  readonly planned?: number;
  readonly outcome: RunOutcome;
  readonly results: readonly ScenarioResult[];
  readonly readings: readonly ReadingResult[];
  readonly states: readonly StateCell[];
  readonly pairs: readonly PairCell[];
  readonly codes: readonly CodeResult[];
  readonly residue: Residue;
  readonly killScore?: KillScore;
  readonly counts: { readonly requests: number; readonly tasks: number };
  /** Requests that were repeated after a transport failure or ServerBusy. */
  readonly retries?: number;
  readonly criticalPath?: CriticalPath;
  readonly tasks?: readonly TaskSpan[];
  /** False when the run was stopped before its last scenario. */
  readonly complete: boolean;
  readonly stoppedBecause?: string;
  /** Everything recorded; the report keeps what failures need and a bounded sample. */
  readonly evidence: readonly Exchange[];
}

/** A run without the catalogue, which whoever reads it has too. */
export type RunWithoutCatalogue = Omit<RunResult, 'catalogue'>;

export type CatalogueFacts = Pick<
  Catalogue,
  'version' | 'hash' | 'operations' | 'errors' | 'requirements' | 'readings' | 'lifeCycle'
> & {
  readonly pages?: Readonly<Record<string, number>>;
};

/** What the target file said, without any secret. */
export interface TargetStatement {
  readonly name: string;
  readonly baseUrl: string;
  readonly organization: string | null;
  readonly vdcs: readonly string[];
  readonly tiers: readonly Tier[];
  readonly claims: Claims;
  readonly limits: Limits;
  /** Names of the principals for which credentials were given. */
  readonly principals: readonly string[];
  /** Whether a test hook was given. */
  readonly hook: boolean;
  /** Name of the target file for the command that repeats a scenario; absent for the embedded mock. */
  readonly file?: string;
}

export interface ScenarioResult {
  readonly scenario: Scenario;
  readonly verdict: Verdict;
  readonly advisories: readonly Finding[];
  /** Sequence numbers of all exchanges made on its behalf. */
  readonly exchanges: readonly number[];
  readonly startedAt: string;
  readonly elapsedMs: number;
}

/** Which answer the server gave to a question that the guide leaves open. */
export interface ReadingResult {
  readonly id: string;
  readonly question: string;
  readonly sections: readonly string[];
  /** Every answer seen, with where it was seen; empty when the question never came up. */
  readonly answers: readonly ReadingAnswerSeen[];
  /** False when one server gave two answers where it has to keep to one. */
  readonly consistent: boolean;
}

export interface ReadingAnswerSeen {
  readonly id: string;
  readonly text: string;
  readonly exchanges: readonly number[];
  readonly count: number;
}

export type StateVerdict =
  | 'proven-allowed'
  | 'proven-refused'
  | 'server-allows'
  | 'server-refuses'
  | 'contradicts'
  | 'not-reachable'
  | 'untested';

/** One state × action of the VM life cycle. */
export interface StateCell {
  readonly state: string;
  readonly action: string;
  readonly verdict: StateVerdict;
  readonly section: string;
  readonly reason: string;
  readonly exchanges: readonly number[];
}

/** Two successive actions, beginning in one state. */
export interface PairCell {
  readonly first: string;
  readonly second: string;
  readonly from: string;
  readonly verdict: StateVerdict;
  readonly exchanges: readonly number[];
}

/** What became of one of the registered error codes. */
export interface CodeResult {
  readonly code: string;
  readonly section: string;
  readonly status: number;
  /** How it was, or could be, provoked. */
  readonly how: string;
  readonly outcome: Verdict['outcome'];
  readonly scenarios: readonly string[];
  /** Why it was not provoked. */
  readonly reason?: string;
}

/** What the run left behind on the server. `checked: false` says that nobody looked. */
export interface Residue {
  readonly checked: boolean;
  readonly left: readonly string[];
}

/** How many deliberately wrong servers the suite caught, and how many right ones it let pass. */
export interface KillScore {
  readonly killed: number;
  readonly faults: number;
  /** Conforming variants that passed. */
  readonly variants: number;
  readonly suiteVersion: string;
}

/** The longest chain of dependent tasks and scenarios. */
export interface CriticalPath {
  readonly ms: number;
  readonly scenarios: readonly string[];
}

/** One task of the server as the run saw it. */
export interface TaskSpan {
  readonly id: string;
  readonly type: string;
  readonly object: string;
  readonly scenario: string;
  readonly startedAt: string;
  /** Null when its end was never seen. */
  readonly endedAt: string | null;
  readonly status: string;
}
