import { Blocked, NotApplicable } from '../session/blocked.ts';
import type { Session } from '../session/session.ts';

/**
 * No room could be made for what a scenario is about. It gets a second chance alone, when all others are through; what
 * it is told then counts.
 */
export function noRoom(session: Session, what: string): never {
  const again = session.run.evidence.of(session.scenario).notes.some((note) => note.kind === 'no-room');
  session.note('no-room', what);
  throw again ? new NotApplicable(what) : new Blocked('no-lease', what);
}
