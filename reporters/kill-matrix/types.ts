import type { Exchange } from '../../suite/evidence/types.ts';
import type { RunOutcome } from '../../suite/judge/types.ts';

/** How a check stands to a fault: it owns it, it may notice it too, or nobody said that it would. */
export type Standing = 'owner' | 'companion' | 'wrong';

/** A check that failed a wrong server, with the first of its findings. */
export interface MatrixKill {
  readonly check: string;
  readonly standing: Standing;
  /** Of the first finding. */
  readonly requirement: string;
  /** Of all findings of this check. */
  readonly requirements: readonly string[];
  readonly scenario: string;
  readonly expected: string;
  readonly actual: string;
  readonly where: string;
  /** Findings of this check in all. */
  readonly count: number;
  /** The exchange that shows it; only where one fault was asked for. */
  readonly exchange?: Exchange;
}

export interface MatrixFault {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** `response`: wrong in what is said; `behaviour`: wrong in what is done; `foreign`: of another server, unknown to us. */
  readonly kind: 'response' | 'behaviour' | 'foreign';
  readonly operation: string | null;
  /** Checks that are there to notice it. */
  readonly owners: readonly string[];
  /** `killed`: an owner failed it. `missed`: only others did. `survived`: nothing did. */
  readonly status: 'killed' | 'missed' | 'survived';
  readonly outcome: RunOutcome | 'refused' | 'broken';
  readonly kills: readonly MatrixKill[];
  /** What was judged: a server that is wrong, or the recording of a right one with its answers altered. */
  readonly by: 'server' | 'recording';
  /** What stayed open in a run that failed nothing; at most a few. */
  readonly open: readonly string[];
  readonly scenarios: number;
  readonly exchanges: number;
  readonly elapsedMs: number;
}

/** A conforming server, or several of its peculiarities at once. */
export interface MatrixVariant {
  readonly id: string;
  readonly variants: readonly string[];
  readonly passed: boolean;
  readonly outcome: RunOutcome | 'refused' | 'broken';
  readonly kills: readonly MatrixKill[];
  readonly open: readonly string[];
  readonly scenarios: number;
  readonly exchanges: number;
  readonly elapsedMs: number;
}

export interface MatrixCheck {
  readonly id: string;
  /** Patterns of the faults that it is there for. */
  readonly faults: readonly string[];
  /** Patterns of the faults that it may notice too. */
  readonly companions: readonly string[];
  /** Faults that it is there for and that it noticed. */
  readonly kills: number;
}

export interface MatrixScore {
  readonly faults: number;
  readonly killed: number;
  readonly checks: number;
  /** Checks through which at least one fault was killed. */
  readonly checksWithKill: number;
  readonly variants: number;
  readonly passed: number;
  readonly wrongKills: number;
}

/** Everything that a proof came to: `reports/kill-matrix.json`. */
export interface KillMatrix {
  readonly suite: { readonly name: string; readonly version: string };
  readonly catalogueHash: string;
  readonly seed: number;
  /** Whether every fault met the whole suite, and not only the scenarios that can see it. */
  readonly full: boolean;
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly score: MatrixScore;
  readonly faults: readonly MatrixFault[];
  readonly variants: readonly MatrixVariant[];
  readonly checks: readonly MatrixCheck[];
  /** Requirements at level stated or shown that no fault was killed by; by their ids. */
  readonly unprovenRequirements: readonly string[];
}
