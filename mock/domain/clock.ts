/** Milliseconds since the epoch. Must never run backwards. */
export type Clock = () => number;

/** Wall time that no adjustment of the system clock can turn back. */
export const systemClock: Clock = () => performance.timeOrigin + performance.now();

export interface ManualClock {
  readonly now: Clock;
  advance(milliseconds: number): void;
}

/** A clock that moves only when told to; for tests of the domain. */
export function manualClock(start = Date.UTC(2009, 8, 28, 11, 54, 18)): ManualClock {
  let time = start;
  return {
    now: () => time,
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}
