import type { Catalogue } from '../suite/catalogue/types.ts';
import { PreflightError, runSuite } from '../suite/engine/run.ts';
import type { Exchange } from '../suite/evidence/types.ts';
import type { RunOutcome } from '../suite/judge/types.ts';
import type { Scenario } from '../suite/plan/types.ts';
import type { Target } from '../suite/target/types.ts';
import type { XmlEngine } from '../suite/xml/types.ts';

/** A check that found a server wrong, with one of its findings. */
export interface Kill {
  readonly check: string;
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
  /** The exchange that shows it. */
  readonly exchange: Exchange | null;
}

export interface TrialResult {
  /** `refused`: the preflight found that there can be no run. */
  readonly outcome: RunOutcome | 'refused';
  /** One for each check that failed the server, in the order of its first finding. */
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
    const exchanges = new Map(outcome.exchanges.map((exchange) => [exchange.seq, exchange]));
    const kills = new Map<string, Kill>();
    const open: string[] = [];
    for (const { scenario, verdict } of outcome.results) {
      if (verdict.outcome === 'cantTell' || verdict.outcome === 'untested')
        open.push(`${scenario.id}: ${verdict.reason}`);
      if (verdict.outcome !== 'failed') continue;
      for (const finding of verdict.findings) {
        const known = kills.get(finding.check);
        if (known !== undefined) {
          const requirements = [...new Set([...known.requirements, finding.requirement])];
          kills.set(finding.check, { ...known, requirements, count: known.count + 1 });
          continue;
        }
        const { check, requirement, expected, actual, where } = finding;
        const exchange = exchanges.get(finding.exchanges[0] ?? -1) ?? null;
        kills.set(check, {
          check,
          requirement,
          requirements: [requirement],
          scenario: scenario.id,
          expected,
          actual,
          where,
          count: 1,
          exchange,
        });
      }
    }
    return {
      outcome: outcome.outcome,
      kills: [...kills.values()],
      open,
      exchanges: exchanges.size,
      elapsedMs: elapsed(),
    };
  } catch (error) {
    if (!(error instanceof PreflightError)) throw error;
    return { outcome: 'refused', kills: [], open: error.problems, exchanges: 0, elapsedMs: elapsed() };
  }
}
