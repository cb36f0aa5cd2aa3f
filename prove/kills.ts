import type { RunOutcomeData } from '../suite/engine/types.ts';
import type { Exchange } from '../suite/evidence/types.ts';

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

/** One for each check that failed the server, in the order of its first finding. */
export function killsOf({ results, exchanges }: Pick<RunOutcomeData, 'results' | 'exchanges'>): readonly Kill[] {
  const bySeq = new Map(exchanges.map((exchange) => [exchange.seq, exchange]));
  const kills = new Map<string, Kill>();
  for (const { scenario, verdict } of results) {
    if (verdict.outcome !== 'failed') continue;
    for (const finding of verdict.findings) {
      const { check, requirement, expected, actual, where } = finding;
      const known = kills.get(check);
      if (known !== undefined) {
        const requirements = [...new Set([...known.requirements, requirement])];
        kills.set(check, { ...known, requirements, count: known.count + 1 });
        continue;
      }
      const exchange = bySeq.get(finding.exchanges[0] ?? -1) ?? null;
      const first = { check, requirement, requirements: [requirement], scenario: scenario.id };
      kills.set(check, { ...first, expected, actual, where, count: 1, exchange });
    }
  }
  return [...kills.values()];
}

/** What kept a run from being conformant without failing the server. */
export function openOf({ results }: Pick<RunOutcomeData, 'results'>): readonly string[] {
  return results.flatMap(({ scenario, verdict }) =>
    verdict.outcome === 'cantTell' || verdict.outcome === 'untested' ? [`${scenario.id}: ${verdict.reason}`] : [],
  );
}
