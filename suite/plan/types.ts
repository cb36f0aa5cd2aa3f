import type { StableState, Tier } from '../catalogue/types.ts';
import type { PrincipalId } from '../evidence/types.ts';

/** The columns of the heat map: what a scenario is about. */
export type Aspect = 'success' | 'schema' | 'errors' | 'roles' | 'tenants' | 'states' | 'tasks' | 'robustness';

/** The conformance classes a run reports on, one Playwright entry point each. */
export type ConformanceClass =
  | 'organizations'
  | 'data-centers'
  | 'virtual-machines'
  | 'images'
  | 'nfs'
  | 'tasks'
  | 'life-cycle'
  | 'access-control'
  | 'errors'
  | 'consistency'
  | 'robustness';

/** What the guide (or an open reading of it) admits as the answer to the request under test. */
export interface Expectation {
  readonly kind: 'success' | 'refusal' | 'either';
  /** Codes that prove the point of the scenario. */
  readonly codes: readonly string[];
  /** Codes that are no failure either, because the guide leaves the choice open; `*` admits every registered code. */
  readonly admissible: readonly string[];
  /** Statuses admitted whatever the body holds (RFC 9110 semantics the guide is silent about). */
  readonly bareStatuses: readonly number[];
  /** The reading (contracts/readings.yaml) that opens the choice. */
  readonly reading: string | null;
}

/** A conformance test case (ISO/IEC 9646: abstract test case): what to do, not yet bound to a target. */
export interface Scenario {
  /** `<operation>/<slug>`, stable across releases, never positional. */
  readonly id: string;
  /** Reads as a sentence. */
  readonly title: string;
  readonly operation: string | null;
  /** The way of provoking; names the planner file, e.g. `unsupported-version`. */
  readonly family: string;
  readonly aspect: Aspect;
  readonly class: ConformanceClass;
  readonly requirements: readonly string[];
  readonly tier: Tier;
  readonly principals: readonly PrincipalId[];
  readonly mutates: boolean;
  /** Error codes of the guide's section that this scenario provokes (for the coverage of operation × code pairs). */
  readonly codes: readonly string[];
  /** Parameters of the family: which defect, which state, which seed. Plain values only, so that a scenario is data. */
  readonly variation: Readonly<Record<string, string | number | boolean>>;
  /** What the request under test (step `call`) must answer; null where the life cycle or the history decides. */
  readonly expects: Expectation | null;
  /** A scenario that must have passed before a refusal means anything: the same request without the defect. */
  readonly twin: string | null;
  /** State in which it first asks for a VM of the run's own; null where it asks for none. The scheduler goes by it. */
  readonly needs: StableState | null;
  /** Rough cost, for `plan` and for the scheduler. */
  readonly cost: { readonly requests: number; readonly tasks: number };
}
