import { errorCodeOf } from '../document/error-message.ts';
import { act, type VmRef } from '../session/act.ts';
import { namedVm } from '../session/bodies.ts';
import { Session } from '../session/session.ts';
import { noRoom } from './no-room.ts';

/** Makes a clone as set-up, for the caller to give to the stage; null when the name is taken. */
export async function cloneAs(session: Session, source: VmRef, name: string): Promise<VmRef | null> {
  const { run } = session;
  const creates = { kind: 'vm' as const, organization: run.organization, vdc: source.vdc, name };
  const setUp = new Session(run, 'set-up/clone-vm');
  const made = await act(setUp, 'clone-vm', source, { depth: 'light', body: namedVm(run, name), creates });
  if (made.task?.phase === 'ended-well') return { vdc: source.vdc, vm: name };
  const code = errorCodeOf(run.documents.root(made.call)) ?? made.task?.phase ?? 'no answer';
  if (code === 'ObjectDuplicated') return null;
  noRoom(session, 'a VM that the scenario needs cannot be cloned', String(code));
}
