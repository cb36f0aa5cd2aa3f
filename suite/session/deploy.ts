import type { Exchange } from '../evidence/types.ts';
import { isAccepted } from './act.ts';
import { awaitTask, type TaskEnd } from './await-task.ts';
import type { Session } from './session.ts';

export interface DeployResult {
  readonly action: number;
  readonly call: Exchange;
  readonly accepted: boolean;
  readonly task: TaskEnd | null;
}

/** Deploys an image (§3.22). The operation stands at organisation level, so the VDC is the server's choice. */
export async function deploy(
  session: Session,
  image: string,
  body: string,
  name: string,
  depth: 'full' | 'light',
): Promise<DeployResult> {
  const { run } = session;
  const action = session.nextAction();
  const resource = { kind: 'vm' as const, organization: run.organization, name };
  const leave = await run.taskGate.enter();
  try {
    run.ledger.intend(resource);
    const call = await session.call('deploy-uploaded-image', {
      role: 'call',
      action,
      parameters: { 'image-name': image },
      body,
    });
    const accepted = isAccepted(call);
    if (accepted || call.response === null) run.ledger.created(resource);
    else run.ledger.refused(resource);
    if (!accepted) return { action, call, accepted, task: null };
    if (depth === 'full') await session.call('get-task-list', { role: 'during.tasks', action });
    const task = await awaitTask(session, call, action, 'DeployVm');
    return { action, call, accepted, task };
  } finally {
    leave();
  }
}
