import type { RunOutcome, Verdict } from '../../suite/judge/types.ts';
import type { ConformanceClass } from '../../suite/plan/types.ts';
import type { ClassLine, Tally } from './types.ts';

/** The six kinds a verdict is counted as; `flaky` is a pass that needed a repeat. */
export type TallyKey = keyof Tally;
export const TALLY_KEYS: readonly TallyKey[] = ['passed', 'flaky', 'failed', 'cantTell', 'untested', 'inapplicable'];

export function tallyKey(verdict: Verdict): TallyKey {
  return verdict.outcome === 'passed' && verdict.flaky === true ? 'flaky' : verdict.outcome;
}

export function tally(results: readonly { readonly verdict: Verdict }[]): Tally {
  const counts = { passed: 0, flaky: 0, failed: 0, cantTell: 0, untested: 0, inapplicable: 0 };
  for (const { verdict } of results) counts[tallyKey(verdict)] += 1;
  return counts;
}

/** In the order in which a reader meets the API: what there is, how it behaves, how it refuses. */
export const CLASS_ORDER: readonly ConformanceClass[] = [
  'organizations',
  'data-centers',
  'virtual-machines',
  'images',
  'nfs',
  'tasks',
  'life-cycle',
  'access-control',
  'errors',
  'consistency',
  'robustness',
];

export function classLines(
  results: readonly { readonly class: ConformanceClass; readonly verdict: Verdict }[],
): ClassLine[] {
  return CLASS_ORDER.map((name) => ({ class: name, ...tally(results.filter((result) => result.class === name)) }));
}

const SEVERITY: readonly RunOutcome[] = ['conformant', 'incomplete', 'nonconformant'];

/** The graver of two outcomes. */
export function graver(a: RunOutcome, b: RunOutcome): RunOutcome {
  return SEVERITY.indexOf(a) >= SEVERITY.indexOf(b) ? a : b;
}

/**
 * What the results alone allow a report to claim at best.
 * Nothing selected or nothing exchanged proves nothing, hence is never conformant.
 */
export function outcomeOf(run: {
  readonly results: readonly { readonly verdict: Verdict }[];
  readonly complete: boolean;
  readonly requests: number;
}): RunOutcome {
  const counts = tally(run.results);
  if (counts.failed > 0) return 'nonconformant';
  const proven = counts.passed + counts.flaky;
  if (!run.complete || proven === 0 || run.requests === 0 || counts.cantTell + counts.untested > 0) return 'incomplete';
  return 'conformant';
}
