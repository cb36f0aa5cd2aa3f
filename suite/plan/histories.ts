import type { StableState } from '../catalogue/types.ts';

/** Ways through suspend and resume back to where they began, each step one that the guide allows. */
const THROUGH_RESUME: Readonly<Record<StableState, readonly string[]>> = {
  'powered-off': ['power-on', 'suspend', 'resume', 'power-off'],
  'powered-on': ['suspend', 'resume'],
  suspended: ['resume', 'suspend'],
};

/** From powered off, where every server takes a clone, to the state that an operation is for. */
const FROM_OFF: Readonly<Record<StableState, readonly string[]>> = {
  'powered-off': [],
  'powered-on': ['power-on'],
  suspended: ['power-on', 'suspend'],
};

/** A past: sleep and waking, or another size and a clone. */
export type History = 'resumed' | 'changed';

/** What a VM has been through before an operation that is for the given state. */
export function historyBefore(kind: History, state: StableState): readonly string[] {
  return kind === 'resumed' ? THROUGH_RESUME[state] : ['update', 'clone', ...FROM_OFF[state]];
}

/** The state in which such a history begins. */
export function historyBegins(kind: History, state: StableState): StableState {
  return kind === 'resumed' ? state : 'powered-off';
}
