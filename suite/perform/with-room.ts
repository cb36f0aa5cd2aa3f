import { NO_ROOM } from '../catalogue/no-room.ts';
import { errorCodeOf } from '../document/error-message.ts';
import type { Exchange } from '../evidence/types.ts';
import type { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';

/** How often room is made where a VDC is full: that is the run's own doing as a rule. */
const TRIES = 3;

/**
 * Tries until the VDC is not full, or no room can be made in it; returns the last try. `place` names the VDC once a try
 * is refused, because where a deployment lands is learnt by the way.
 */
export async function withRoom<T extends { readonly call: Exchange }>(
  session: Session,
  stage: Stage,
  place: () => string,
  attempt: (last: T | null) => Promise<T>,
  /** What is worth making room for: a public IP costs all VMs that nobody uses at the moment. */
  codes: readonly string[] = NO_ROOM,
): Promise<T> {
  let last: T | null = null;
  for (let tries = 1; ; tries += 1) {
    last = await attempt(last);
    const code = errorCodeOf(session.run.documents.root(last.call)) ?? '';
    if (!codes.includes(code) || tries >= TRIES || !(await stage.makeRoom(place(), code))) return last;
  }
}
