import { isAccepted } from './act.ts';
import type { RunContext } from './run-context.ts';
import { Session } from './session.ts';

/** Takes an image of the run's own out of the store again, as set-up, and looks whether it has gone. */
export async function removeImage(run: RunContext, name: string): Promise<void> {
  const session = new Session(run, 'set-up/delete-uploaded-image');
  const action = session.nextAction();
  const call = await session.call('delete-uploaded-image', {
    role: 'call',
    action,
    parameters: { 'image-name': name },
  });
  const accepted = isAccepted(call);
  if (accepted) await session.call('list-uploaded-image', { role: 'after.images', action });
  if (accepted || call.response?.status === 404)
    run.ledger.removed({ kind: 'image', organization: run.organization, name });
}
