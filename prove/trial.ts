import type { Catalogue } from '../suite/catalogue/types.ts';
import { PreflightError, runSuite } from '../suite/engine/run.ts';
import type { RunOutcome } from '../suite/judge/types.ts';
import type { Scenario } from '../suite/plan/types.ts';
import type { Target } from '../suite/target/types.ts';
import type { XmlEngine } from '../suite/xml/types.ts';
import { type Kill, killsOf, openOf } from './kills.ts';

export interface TrialResult {
  /** `refused`: the preflight found that there can be no run. */
  readonly outcome: RunOutcome | 'refused';
  readonly kills: readonly Kill[];
  /** What kept a run from being conformant without failing the server: cantTell, untested. */
  readonly open: readonly string[];
  readonly exchanges: number;
  readonly elapsedMs: number;
}

export interface TrialSetting {
  readonly catalogue: Catalogue;
  readonly xml: XmlEngine;
  readonly seed: number;
}

/** Runs scenarios against one server and tells which checks found it wrong. Never throws for what the server does. */
export async function trial(
  { catalogue, xml, seed }: TrialSetting,
  target: Target,
  scenarios: readonly Scenario[],
): Promise<TrialResult> {
  const begun = performance.now();
  const elapsed = (): number => Math.round(performance.now() - begun);
  try {
    const { outcome } = await runSuite({ catalogue, xml, target, scenarios, seed, prefix: 'prove-', ledgerFile: null });
    return {
      outcome: outcome.outcome,
      kills: killsOf(outcome),
      open: openOf(outcome),
      exchanges: outcome.exchanges.length,
      elapsedMs: elapsed(),
    };
  } catch (error) {
    if (!(error instanceof PreflightError)) throw error;
    return { outcome: 'refused', kills: [], open: error.problems, exchanges: 0, elapsedMs: elapsed() };
  }
}
