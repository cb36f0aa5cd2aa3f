import type { PrincipalId } from '../evidence/types.ts';
import type { Target } from '../target/types.ts';
import type { Scenario } from './types.ts';

export type Applicability =
  | { readonly runs: true }
  | { readonly runs: false; readonly outcome: 'untested' | 'inapplicable'; readonly reason: string };

const RUNS: Applicability = { runs: true };
const inapplicable = (reason: string): Applicability => ({ runs: false, outcome: 'inapplicable', reason });
const untested = (reason: string): Applicability => ({ runs: false, outcome: 'untested', reason });

/** Principals that the target file has to give; the others are made from these. */
const ENTRIES: ReadonlySet<PrincipalId> = new Set(['admin', 'foreignAdmin', 'accountManager', 'nonAdmin']);

/**
 * Whether a scenario can run against a target. A feature that the implementation does not claim is inapplicable; what
 * the target file could permit or provide and does not is untested, and the run incomplete.
 */
export function applicability(scenario: Scenario, target: Target): Applicability {
  const { claims, principals, tiers, hook, reservedNames, invalidNames, limits } = target;
  if (!claims.nfs && scenario.tier === 'nfs') return inapplicable('the implementation does not claim NFS');
  if (!claims.imageUpload && scenario.tier === 'images')
    return inapplicable('the implementation does not claim image upload');
  if (!claims.templates && scenario.operation === 'list-template')
    return inapplicable('the implementation does not claim templates');
  if (scenario.family === 'hooked-code' && hook === undefined)
    return inapplicable('no client can provoke this code, and the implementation offers no test hook');
  if (scenario.variation.kind === 'reserved-name' && reservedNames.length === 0)
    return inapplicable('the target file states no reserved names');
  if (scenario.variation.kind === 'invalid-name' && invalidNames.length === 0)
    return inapplicable('the target file states no names against the naming rules');
  if (scenario.family === 'quota' && limits[scenario.variation.limit as 'vmQuota'] === undefined)
    return inapplicable(`the target file states no limits.${scenario.variation.limit}`);
  if (!tiers.includes(scenario.tier)) return untested(`the target file does not permit the tier ${scenario.tier}`);
  for (const principal of scenario.principals) {
    if (ENTRIES.has(principal) && principals[principal as keyof typeof principals] === undefined)
      return untested(`the target file gives no credentials for ${principal}`);
  }
  return RUNS;
}
