import { readVm, type VmInformation } from '../document/vm.ts';
import type { Exchange, PrincipalId } from '../evidence/types.ts';
import { awaitTask, type TaskEnd } from './await-task.ts';
import type { Resource } from './ledger.ts';
import type { Session } from './session.ts';

/** A VM by its place. */
export interface VmRef {
  readonly vdc: string;
  readonly vm: string;
}

export interface ActOptions {
  readonly body?: string | null;
  readonly headers?: readonly (readonly [string, string])[];
  readonly principal?: PrincipalId;
  /** `full` looks at everything that must agree before and after; `light` only at the VM, for set-up. */
  readonly depth: 'full' | 'light';
  /** What the call creates, written to the ledger before it is sent. */
  readonly creates?: Resource;
  /** Reads what the call created; runs once the task has ended. */
  readonly created?: (action: number) => Promise<void>;
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface ActResult {
  readonly action: number;
  readonly call: Exchange;
  readonly accepted: boolean;
  readonly task: TaskEnd | null;
  /** The VM after the task, as it told itself. */
  readonly after: VmInformation | undefined;
}

export function vmParameters(ref: VmRef): Record<string, string> {
  return { 'vdc-name': ref.vdc, 'vm-name': ref.vm };
}

/**
 * Performs one asynchronous operation on a VM the same way everywhere: look, act, follow the task, look again.
 * The judge reads the pattern back from the steps `aN/before.*`, `aN/call`, `aN/poll`, `aN/after.*`.
 */
export async function act(session: Session, operationId: string, ref: VmRef, options: ActOptions): Promise<ActResult> {
  const { run } = session;
  const operation = run.catalogue.operation(operationId);
  const action = session.nextAction();
  const parameters = { ...vmParameters(ref), ...options.parameters };
  const full = options.depth === 'full';
  let before: VmInformation | undefined;
  if (full) {
    before = readVm(
      run.documents.root(await session.call('get-vm-information', { role: 'before.info', action, parameters })),
    );
    await session.call('get-vm-management-action-list', { role: 'before.actions', action, parameters });
  }
  const leave = await run.taskGate.enter();
  let call: Exchange;
  let task: TaskEnd | null = null;
  try {
    if (options.creates !== undefined) run.ledger.intend(options.creates);
    const request = {
      role: 'call' as const,
      action,
      parameters,
      body: options.body ?? null,
      headers: options.headers ?? [],
      ...(options.principal === undefined ? {} : { principal: options.principal }),
    };
    call = await session.call(operationId, request);
    // The connection broke before an answer came. Where the VM shows that nothing happened, the call can be repeated.
    if (call.response === null && call.failure?.kind === 'reset' && before !== undefined) {
      const now = readVm(
        run.documents.root(await session.call('get-vm-information', { role: 'probe', action, parameters })),
      );
      if (now !== undefined && now.status === before.status && now.instanceType === before.instanceType)
        call = await session.call(operationId, { ...request, attempt: 2 });
    }
    const accepted = isAccepted(call);
    if (options.creates !== undefined) {
      if (accepted || call.response === null) run.ledger.created(options.creates);
      else run.ledger.refused(options.creates);
    }
    if (accepted) {
      if (full) await session.call('get-task-list', { role: 'during.tasks', action });
      task = await awaitTask(session, call, action, operation.taskTypes[0]);
    }
  } finally {
    leave();
  }
  const accepted = isAccepted(call);
  let after: VmInformation | undefined;
  if (operationId === 'delete-vm' && accepted) {
    await session.call('get-vm-information', { role: 'gone.info', action, parameters });
  } else {
    const info = await session.call('get-vm-information', { role: 'after.info', action, parameters });
    after = readVm(run.documents.root(info));
    if (full) {
      await session.call('get-vm-management-action-list', { role: 'after.actions', action, parameters });
      await session.call('get-vm-virtualnic-list', { role: 'after.nics', action, parameters });
    }
  }
  if (accepted && options.created !== undefined) await options.created(action);
  if (full) {
    await session.call('get-vm-list', { role: 'after.vms', action, parameters });
    if (task?.path != null && task.id !== null) {
      await session.call('get-task-list', { role: 'after.tasks', action });
      await session.call('get-task', { role: 'recheck', action, path: task.path, parameters: { 'task-id': task.id } });
    }
  }
  return { action, call, accepted, task, after };
}

/** Whether the server took the call on: any 2xx, so that a wrong 200 is followed up and cleaned up after as well. */
export function isAccepted(exchange: Exchange): boolean {
  const status = exchange.response?.status ?? 0;
  return status >= 200 && status < 300;
}
