export interface Shard {
  readonly current: number;
  readonly total: number;
}

/** Shards of which nothing came; null stands for a run in one part. */
export function absentShards(shards: readonly (Shard | null)[]): readonly string[] {
  const total = shards.reduce((most, shard) => Math.max(most, shard?.total ?? 1), 1);
  const present = new Set(shards.map((shard) => shard?.current));
  const all = total === 1 ? [] : Array.from({ length: total }, (_, index) => index + 1);
  return all.filter((current) => !present.has(current)).map((current) => `shard ${current} of ${total}`);
}
