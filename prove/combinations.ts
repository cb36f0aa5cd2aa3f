/** A generator of numbers below 1, the same for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The same order for the same seed. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const next = numbers(seed);
  return items
    .map((item) => ({ item, key: next() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

export interface Combination {
  readonly id: string;
  readonly variants: readonly string[];
}

/**
 * Variants to be tried: each alone, `pairs` pairs and `bunches` of five at once. Where two of them settle the same
 * question, the later one wins, as in any configuration.
 */
export function combinations(
  variants: readonly string[],
  { seed, pairs, bunches }: { readonly seed: number; readonly pairs: number; readonly bunches: number },
): readonly Combination[] {
  const group = (size: number, count: number, salt: number): readonly Combination[] =>
    Array.from({ length: count }, (_, index): Combination => {
      const chosen = shuffled(variants, seed * 7919 + salt + index).slice(0, size);
      return { id: chosen.join(' + '), variants: chosen };
    });
  return [
    ...variants.map((id): Combination => ({ id, variants: [id] })),
    ...group(2, pairs, 1000),
    ...group(5, bunches, 2000),
  ];
}
