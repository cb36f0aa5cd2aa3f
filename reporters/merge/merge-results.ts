import type { Verdict } from '../../suite/judge/types.ts';
import type { ScenarioResult } from '../model/run-result.ts';

/**
 * From what counts least to what counts most when one scenario was performed several times, or judged over several
 * servers: a failure stays a failure whatever else was seen, and one observation outweighs none.
 */
const WEIGHT: readonly Verdict['outcome'][] = ['inapplicable', 'untested', 'passed', 'cantTell', 'failed'];

export function weight(outcome: Verdict['outcome']): number {
  return WEIGHT.indexOf(outcome);
}

function mergeVerdicts(a: Verdict, b: Verdict): Verdict {
  if (a.outcome === 'failed' && b.outcome === 'failed')
    return { outcome: 'failed', findings: [...a.findings, ...b.findings] };
  if (a.outcome === 'passed' && b.outcome === 'passed') return b.flaky === true ? b : a;
  return weight(b.outcome) > weight(a.outcome) ? b : a;
}

/** One result for each scenario, in the order in which they first come. */
export function mergeResults(results: readonly ScenarioResult[]): readonly ScenarioResult[] {
  const merged = new Map<string, ScenarioResult>();
  for (const result of results) {
    const { id } = result.scenario;
    const before = merged.get(id);
    merged.set(id, before === undefined ? result : join(before, result));
  }
  return [...merged.values()];
}

function join(a: ScenarioResult, b: ScenarioResult): ScenarioResult {
  return {
    scenario: a.scenario,
    verdict: mergeVerdicts(a.verdict, b.verdict),
    advisories: [...a.advisories, ...b.advisories],
    exchanges: [...a.exchanges, ...b.exchanges],
    startedAt: a.startedAt !== '' && a.startedAt <= b.startedAt ? a.startedAt : b.startedAt,
    elapsedMs: a.elapsedMs + b.elapsedMs,
  };
}
