import type { TrialResult } from './trial.ts';

/** One server to try: wrong in one way, or peculiar in some. Plain data, since another process does it. */
export interface Job {
  readonly id: string;
  /** Id of a fault; absent for a conforming server. */
  readonly fault?: string;
  /** Ids of variants. */
  readonly variants: readonly string[];
  /** Ids of the scenarios, or null for all there are. */
  readonly scenarios: readonly string[] | null;
  /** Whether exchanges come with the findings. */
  readonly exchanges: boolean;
  readonly seed: number;
}

export interface Done {
  readonly job: string;
  /** Null when the suite itself broke. */
  readonly result: TrialResult | null;
  readonly problem?: string;
  /** Set when a recording was altered instead of a server started. */
  readonly altered?: true;
}
