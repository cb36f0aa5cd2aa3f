const MS_PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `500ms`, `2s`, `1.5m` or `1h`; undefined for anything else and for no time at all. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text);
  const ms = Number(match?.[1]) * (MS_PER_UNIT[match?.[2] ?? ''] ?? Number.NaN);
  return ms > 0 && Number.isFinite(ms) ? Math.max(1, Math.round(ms)) : undefined;
}
