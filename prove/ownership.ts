import type { Check } from '../suite/checks/check.ts';
import { nameOf } from './flaw-of.ts';

type Claims = Pick<Check, 'id' | 'faults'> & { readonly companions?: readonly string[] };

/**
 * Whether a pattern of a check names a fault: its id, `<operation>/<flaw>` with any detail, `<any>/<flaw>`, or
 * `<any>/<flaw>.<detail>`, where `<any>` is an asterisk.
 */
export function names(pattern: string, fault: string): boolean {
  if (pattern === fault) return true;
  const wanted = nameOf(pattern);
  const found = nameOf(fault);
  return (
    (wanted.subject === '*' || wanted.subject === found.subject) &&
    wanted.flaw === found.flaw &&
    (wanted.detail === '' || wanted.detail === found.detail)
  );
}

/** Ids of the checks that are there to notice a fault. */
export function ownersOf(fault: string, checks: readonly Claims[]): readonly string[] {
  return checks.filter(({ faults }) => faults.some((pattern) => names(pattern, fault))).map(({ id }) => id);
}

/**
 * Servers that are wrong in whatever they answer at some moment, or that hurt a machine which somebody else is at work
 * on: which checks meet that depends on the order of the calls.
 */
const NOTICED_BY_ANY: ReadonlySet<string> = new Set([
  'every-seventh-answer-fails',
  'delete-vm/another-too',
  'power-off-vm/another-too',
]);

export function standingOf(check: string, fault: string, checks: readonly Claims[]): 'owner' | 'companion' | 'wrong' {
  const claims = checks.find(({ id }) => id === check);
  if (claims?.faults.some((pattern) => names(pattern, fault)) === true) return 'owner';
  if (NOTICED_BY_ANY.has(fault)) return 'companion';
  return claims?.companions?.some((pattern) => names(pattern, fault)) === true ? 'companion' : 'wrong';
}

/** Patterns of checks that no fault has: a word that means nothing. */
export function emptyPatterns(faults: readonly string[], checks: readonly Claims[]): readonly string[] {
  return checks.flatMap(({ id, faults: own, companions = [] }) =>
    [...own, ...companions]
      .filter((pattern) => !faults.some((fault) => names(pattern, fault)))
      .map((pattern) => `${id}: ${pattern}`),
  );
}
