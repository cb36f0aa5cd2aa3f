import type { Tier } from '../suite/catalogue/types.ts';
import { TIERS } from '../suite/catalogue/types.ts';
import type { Scenario } from '../suite/plan/types.ts';
import type { Target } from '../suite/target/types.ts';
import { UsageError } from './usage-error.ts';

export interface SelectionOptions {
  readonly grep?: string;
  readonly tier?: readonly string[];
}

/** Scenarios whose id or title matches. The summaries `run/…` come with any selection, since they judge what was sent. */
export function select(scenarios: readonly Scenario[], { grep }: SelectionOptions): readonly Scenario[] {
  if (grep === undefined) return scenarios;
  let pattern: RegExp;
  try {
    pattern = new RegExp(grep, 'i');
  } catch (error) {
    throw new UsageError(
      `--grep ${grep} is no regular expression: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const selected = scenarios.filter((scenario) => pattern.test(`${scenario.id} ${scenario.title}`));
  const performed = selected.filter(
    (scenario) => scenario.family !== 'answers' && scenario.family !== 'set-up' && scenario.family !== 'run',
  );
  if (performed.length === 0)
    throw new UsageError(`--grep ${grep} selects no scenario; atmos-conformance plan lists them all`);
  return selected;
}

/** Narrows the tiers that the target file permits; it cannot widen them. */
export function restrict(target: Target, { tier }: SelectionOptions): Target {
  if (tier === undefined || tier.length === 0) return target;
  const unknown = tier.find((name) => !TIERS.includes(name as Tier));
  if (unknown !== undefined) throw new UsageError(`--tier ${unknown} is not one of ${TIERS.join(', ')}`);
  const refused = tier.find((name) => !target.tiers.includes(name as Tier));
  if (refused !== undefined)
    throw new UsageError(`--tier ${refused} is not permitted by the target file (tiers: ${target.tiers.join(', ')})`);
  return { ...target, tiers: target.tiers.filter((name) => name === 'read-only' || tier.includes(name)) };
}
