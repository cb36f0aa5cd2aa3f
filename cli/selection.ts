import type { Tier } from '../suite/catalogue/types.ts';
import { TIERS } from '../suite/catalogue/types.ts';
import type { Scenario } from '../suite/plan/types.ts';
import type { Target } from '../suite/target/types.ts';
import { SUMMARIES, shardOf } from './shard.ts';
import { UsageError } from './usage-error.ts';

export interface SelectionOptions {
  readonly grep?: string;
  readonly tier?: readonly string[];
  /** One part of several, `1/3`. */
  readonly shard?: string;
}

/** Scenarios whose id or title matches, and of these one part. Throws UsageError when none is left. */
export function select(scenarios: readonly Scenario[], { grep, shard }: SelectionOptions): readonly Scenario[] {
  const selected = grep === undefined ? scenarios : matching(scenarios, grep);
  if (shard === undefined) return selected;
  const part = shardOf(selected, shard);
  if (!part.some(isPerformed)) throw new UsageError(`--shard ${shard} selects no scenario: there are too many parts`);
  return part;
}

/** The summaries judge what others sent: alone they judge nothing. */
const isPerformed = ({ family }: Scenario): boolean => !SUMMARIES.includes(family);

function matching(scenarios: readonly Scenario[], grep: string): readonly Scenario[] {
  let pattern: RegExp;
  try {
    pattern = new RegExp(grep, 'i');
  } catch (error) {
    throw new UsageError(
      `--grep ${grep} is no regular expression: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const selected = scenarios.filter((scenario) => pattern.test(`${scenario.id} ${scenario.title}`));
  if (!selected.some(isPerformed))
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
