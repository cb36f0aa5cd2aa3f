import type { Shard } from '../reporters/merge/absent-shards.ts';
import type { Scenario } from '../suite/plan/types.ts';
import { UsageError } from './usage-error.ts';

/** Services that there are once, with steps that have an order. */
const CHAINED: readonly string[] = ['image-store', 'nfs'];

/** What judges whatever was sent, hence belongs to every part. */
export const SUMMARIES: readonly string[] = ['answers', 'set-up', 'run'];

/** Throws UsageError. */
export function readShard(shard: string): Shard {
  const [, first = '', second = ''] = /^(\d+)\/(\d+)$/.exec(shard) ?? [];
  const [current, total] = [Number(first), Number(second)];
  if (first === '' || current < 1 || current > total)
    throw new UsageError(`--shard ${shard} is no part such as 1/3: a number from 1 on, a slash, how many there are`);
  return { current, total };
}

/**
 * The n-th of so many parts, `2/3`. A chain stays whole, and a scenario stays with the one that it rests on. Throws
 * UsageError.
 */
export function shardOf(scenarios: readonly Scenario[], shard: string): readonly Scenario[] {
  const { current: part, total: parts } = readShard(shard);
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const rootOf = (scenario: Scenario): string => {
    if (CHAINED.includes(scenario.family)) return scenario.family;
    const twin = scenario.twin === null ? undefined : byId.get(scenario.twin);
    return twin === undefined ? scenario.id : rootOf(twin);
  };
  const turns = new Map<string, number>();
  return scenarios.filter((scenario) => {
    if (SUMMARIES.includes(scenario.family)) return true;
    const root = rootOf(scenario);
    const turn = turns.get(root) ?? turns.size;
    turns.set(root, turn);
    return turn % parts === part - 1;
  });
}
