/** What one runner counted. A test that was skipped is no pass; the node runner counts it as failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Playwright only: tests that gave a reason for not running. */
  readonly skipped: number;
}

/** The sum over all runners. Nothing counted at all is a failure. */
export function total(tallies: readonly Tally[]): Tally {
  const sum = (key: keyof Tally): number => tallies.reduce((value, tally) => value + tally[key], 0);
  const counted = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  return counted.passed + counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}
