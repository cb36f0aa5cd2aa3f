/** Outcomes follow EARL 1.0. Verdicts are data: nobody ever parses a message. */

export type CantTellCause =
  | 'blocked'
  | 'timeout'
  | 'transport'
  | 'suite-error'
  | 'no-lease'
  | 'refused-input'
  | 'flaky';

/** One thing that a check saw. `failed` needs a requirement at level stated or shown; otherwise it is an `advisory`. */
export interface Finding {
  readonly check: string;
  readonly requirement: string;
  readonly outcome: 'failed' | 'advisory';
  readonly expected: string;
  readonly actual: string;
  /** Sequence numbers of the exchanges that show it, the telling one first. */
  readonly exchanges: readonly number[];
  /** Place within the body or headers, e.g. `/Task/status` or `header Location`. */
  readonly where: string;
}

export type Verdict =
  | { readonly outcome: 'passed'; readonly observed: string; readonly flaky?: boolean }
  | { readonly outcome: 'failed'; readonly findings: readonly Finding[] }
  | {
      readonly outcome: 'cantTell';
      readonly cause: CantTellCause;
      readonly reason: string;
      readonly blockedBy?: string;
    }
  | { readonly outcome: 'inapplicable'; readonly reason: string }
  | { readonly outcome: 'untested'; readonly reason: string };

export type RunOutcome = 'conformant' | 'nonconformant' | 'incomplete';
