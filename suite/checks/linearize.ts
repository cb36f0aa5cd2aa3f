/**
 * Whether what several clients were told of one object can be true: the calls must have happened one after the other in
 * some order that keeps those apart that did not overlap (linearizability; Herlihy and Wing 1990, searched for as by
 * Wing and Gong 1993).
 */
export interface Happening<State> {
  readonly label: string;
  /** When the call was sent and when its outcome was known, on one clock. */
  readonly from: number;
  readonly to: number;
  /** States it can lead to when it happens in the given one; none if it cannot have happened there. */
  readonly step: (state: State) => readonly State[];
  /** What became of it is not known: it may have happened at any time since it was sent, or not at all. */
  readonly doubtful: boolean;
}

/** An order in which it can have happened, or null where there is none. */
export function legalOrder<State>(
  begin: State,
  history: readonly Happening<State>[],
): readonly Happening<State>[] | null {
  const dead = new Set<string>();
  const search = (state: State, rest: readonly Happening<State>[]): readonly Happening<State>[] | null => {
    if (rest.every((one) => one.doubtful)) return [];
    const key = JSON.stringify([state, rest.map((one) => history.indexOf(one))]);
    if (dead.has(key)) return null;
    const deadline = Math.min(...rest.map((one) => (one.doubtful ? Number.POSITIVE_INFINITY : one.to)));
    for (const next of rest) {
      if (next.from > deadline) continue;
      const others = rest.filter((one) => one !== next);
      for (const after of next.step(state)) {
        const order = search(after, others);
        if (order !== null) return [next, ...order];
      }
    }
    dead.add(key);
    return null;
  };
  return search(begin, history);
}

/**
 * The shortest part of a history that is impossible by itself, or null where all of it is possible: what was known first
 * of all that cannot be, and of that what cannot be doubted without making it possible.
 */
export function impossiblePart<State>(
  begin: State,
  history: readonly Happening<State>[],
): readonly Happening<State>[] | null {
  if (legalOrder(begin, history) !== null) return null;
  const moments = history.filter((one) => !one.doubtful).map((one) => one.to);
  let part = history;
  for (const moment of moments.toSorted((a, b) => a - b)) {
    // What had not ended by then may have happened already or not.
    const known = history
      .filter((one) => one.from <= moment)
      .map((one) => (one.to > moment ? { ...one, doubtful: true } : one));
    if (legalOrder(begin, known) === null) {
      part = known;
      break;
    }
  }
  let core = part;
  for (const one of part) {
    if (one.doubtful) continue;
    const doubted = core.map((other) => (other === one ? { ...other, doubtful: true } : other));
    if (legalOrder(begin, doubted) === null) core = doubted;
  }
  return core.filter((one) => !one.doubtful);
}
