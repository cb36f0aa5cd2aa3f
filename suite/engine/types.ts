import type { Catalogue } from '../catalogue/types.ts';
import type { ActionRecord } from '../checks/action-record.ts';
import type { JudgeContext } from '../checks/check.ts';
import type { ReadingTaken } from '../checks/readings.ts';
import type { Exchange, StageNote } from '../evidence/types.ts';
import type { Ending } from '../judge/judge.ts';
import type { Finding, RunOutcome, Verdict } from '../judge/types.ts';
import type { Scenario } from '../plan/types.ts';
import type { TaskUnderWay } from '../stage/tasks-under-way.ts';
import type { PreflightResult } from '../target/preflight.ts';
import type { Target } from '../target/types.ts';
import type { XmlEngine } from '../xml/types.ts';

export interface RunOptions {
  readonly catalogue: Catalogue;
  readonly xml: XmlEngine;
  readonly target: Target;
  /** The scenarios wanted; those that the target does not admit are reported as such and not performed. */
  readonly scenarios: readonly Scenario[];
  readonly seed: number;
  readonly prefix: string;
  /** Where the ledger is written; null for a server that ends with the run. */
  readonly ledgerFile: string | null;
  readonly signal?: AbortSignal;
  /** The target answers and its inventory is known; nothing was tested yet. */
  readonly onOpen?: (opened: { readonly preflight: PreflightResult; readonly startedAt: string }) => void;
  /** The clean-up waits for tasks. */
  readonly onWaiting?: (tasks: readonly TaskUnderWay[]) => void;
  readonly onStart?: (total: number) => void;
  /** Provisional: the final verdicts are given once the whole run is known. */
  readonly onResult?: (scenario: Scenario, verdict: Verdict) => void;
  readonly onExchange?: (exchange: Exchange) => void;
  readonly onNote?: (scenario: string, note: StageNote) => void;
  readonly onEnding?: (line: EndingLine) => void;
  /** Shuffles the order in which scenarios are begun. */
  readonly shuffle?: boolean;
}

export interface ScenarioOutcome {
  readonly scenario: Scenario;
  readonly verdict: Verdict;
  readonly advisories: readonly Finding[];
  readonly exchanges: readonly number[];
  readonly startedAt: string;
  readonly elapsedMs: number;
}

/** How far a scenario came and when; together with the exchanges all that judging again needs. */
export interface EndingLine {
  readonly scenario: string;
  readonly ending: Ending;
  readonly startedAt: string;
  readonly elapsedMs: number;
}

export interface RunOutcomeData {
  readonly outcome: RunOutcome;
  readonly results: readonly ScenarioOutcome[];
  readonly readings: readonly ReadingTaken[];
  readonly records: readonly ActionRecord[];
  readonly context: JudgeContext;
  readonly exchanges: readonly Exchange[];
}
