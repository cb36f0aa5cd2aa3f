import { Blocked, NotApplicable } from '../session/blocked.ts';
import type { Session } from '../session/session.ts';

/**
 * Notes the code that said that there is no room for what a scenario is about. Others stand in the way: the first time,
 * the scenario is put off until they are through, and what it is told then counts.
 */
export function secondChance(session: Session, code: string, action?: number): void {
  const again = session.run.evidence.of(session.scenario).notes.some((note) => note.kind === 'no-room');
  session.note('no-room', code, action === undefined ? undefined : { action });
  if (!again) throw new Blocked('no-lease', `there is no room for what the scenario is about: ${code}`);
}

/** The same for a scenario that has nothing to show where there is no room for it the second time either. */
export function noRoom(session: Session, what: string, code: string): never {
  secondChance(session, code);
  throw new NotApplicable(`${what}: ${code}`);
}
