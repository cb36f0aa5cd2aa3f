import type { Tier } from '../catalogue/types.ts';
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
  /** Rough cost, for `plan` and for the scheduler. */
  readonly cost: { readonly requests: number; readonly tasks: number };
}
