import type { Catalogue } from '../catalogue/types.ts';
import type { Documents } from '../document/documents.ts';
import type { StateWords } from '../document/vm.ts';
import type { Evidence, Exchange } from '../evidence/types.ts';
import type { Scenario } from '../plan/types.ts';
import type { SchemaFinding } from '../xml/types.ts';
import type { ActionRecord } from './action-record.ts';

/** What a check says; the judge adds the check's id and turns the requirement's level into an outcome. */
export interface RawFinding {
  readonly requirement: string;
  /** For what is no more than remarkable, whatever the level of the requirement. */
  readonly advisory?: true;
  readonly expected: string;
  readonly actual: string;
  readonly exchanges: readonly Exchange[];
  readonly where: string;
}

export interface JudgeContext {
  readonly catalogue: Catalogue;
  readonly documents: Documents;
  readonly words: StateWords;
  readonly organization: string;
  /** Names of the tenant that another tenant must not learn. */
  readonly confidential: ReadonlySet<string>;
  /** Names that the run has given, which nothing else bears. */
  readonly made: ReadonlySet<string>;
  /** Quota codes that valid set-up calls got: while a quota is reached, a server may say so before it looks at anything else. */
  readonly quotasReached: ReadonlySet<string>;
  /** A later try of the same request was made, so this one is not the answer. */
  superseded(exchange: Exchange): boolean;
  /** Schema findings of a response body, computed once. */
  validate(exchange: Exchange, schema: string, root: string): readonly SchemaFinding[];
}

/** Patterns of ids of wrong servers (docs/kill-matrix.md): `<operation>/<flaw>`, or with an asterisk for any operation. */
export type Faults = readonly [string, ...string[]];

interface Named {
  readonly id: string;
  /** The wrong servers that this check is there to notice. */
  readonly faults: Faults;
  /** Wrong servers that another check is there for, and that this one may notice as well. */
  readonly companions?: readonly string[];
}

/** Judges a single answer, wherever in the run it came. */
export interface ExchangeCheck extends Named {
  readonly kind: 'exchange';
  judge(exchange: Exchange, context: JudgeContext): readonly RawFinding[];
}

/** Judges one changing operation with what was seen before and after it. */
export interface ActionCheck extends Named {
  readonly kind: 'action';
  judge(record: ActionRecord, context: JudgeContext): readonly RawFinding[];
}

/** Judges a scenario as a whole. */
export interface ScenarioCheck extends Named {
  readonly kind: 'scenario';
  appliesTo(scenario: Scenario): boolean;
  judge(
    scenario: Scenario,
    evidence: Evidence,
    records: readonly ActionRecord[],
    context: JudgeContext,
  ): readonly RawFinding[];
}

/** Judges the whole history; findings count for the scenario `run/<summary>`. */
export interface RunCheck extends Named {
  readonly kind: 'run';
  readonly summary: string;
  judge(exchanges: readonly Exchange[], records: readonly ActionRecord[], context: JudgeContext): readonly RawFinding[];
}

export type Check = ExchangeCheck | ActionCheck | ScenarioCheck | RunCheck;
