import { setTimeout as sleep } from 'node:timers/promises';
import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { readVm, stateOf } from '../document/vm.ts';
import type { Exchange } from '../evidence/types.ts';
import { act, isAccepted, vmParameters } from '../session/act.ts';
import type { Resource } from '../session/ledger.ts';
import type { RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';

export const CLEAN_UP = 'clean-up/run';

/** Codes that pass by themselves. */
const BUSY: ReadonlySet<string> = new Set([
  'ConcurrentAccess',
  'ConflictResource',
  'ServerBusy',
  'DuringDeleting',
  'InvalidState',
  'VMCannotGetState',
]);

const TRIES = 6;

/** What became of one resource that was to be removed. */
export type Removal =
  | { readonly resource: Resource; readonly outcome: 'removed' | 'absent' }
  | { readonly resource: Resource; readonly outcome: 'left'; readonly reason: string };

type Outcome = 'removed' | 'absent' | { readonly reason: string };

/**
 * Removes what the run has made, in the order given and several at a time. The ledger learns only of what was removed:
 * something that is absent may still come, while a task is under way.
 */
export async function cleanUp(run: RunContext, resources: readonly Resource[]): Promise<readonly Removal[]> {
  const done: Removal[] = [];
  const queue = [...resources];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const outcome = await remove(run, next).catch(
        (error: unknown): Outcome => ({ reason: error instanceof Error ? error.message : String(error) }),
      );
      if (outcome === 'removed') run.ledger.removed(next);
      done.push(
        typeof outcome === 'string' ? { resource: next, outcome } : { resource: next, outcome: 'left', ...outcome },
      );
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, run.target.limits.parallel) }, worker));
  return done;
}

async function remove(run: RunContext, resource: Resource): Promise<Outcome> {
  const session = new Session(run, CLEAN_UP);
  if (resource.kind === 'image') return removeImage(session, resource.name);
  // A deployment lands where the server likes, so a VM whose VDC was never learned is looked for in all of them.
  const vdcs = resource.vdc === undefined ? run.survey.vdcs.map((vdc) => vdc.name) : [resource.vdc];
  let removed = false;
  for (const vdc of vdcs) {
    const outcome = await removeVm(session, vdc, resource.name);
    if (typeof outcome !== 'string') return outcome;
    removed ||= outcome === 'removed';
  }
  return removed ? 'removed' : 'absent';
}

async function removeVm(session: Session, vdc: string, vm: string): Promise<Outcome> {
  const { run } = session;
  const ref = { vdc, vm };
  let last = 'no attempt to delete it came to an end';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const info = await session.call('get-vm-information', { role: 'probe', parameters: vmParameters(ref) });
    if (info.response?.status === 404) return attempt === 0 ? 'absent' : 'removed';
    const state = stateOf(readVm(run.documents.root(info))?.status, run.stateWords);
    const deleted = await act(session, 'delete-vm', ref, { depth: 'light' });
    if (deleted.accepted) {
      if (deleted.task?.phase === 'ended-well') {
        const list = await session.call('get-vm-list', { role: 'probe', parameters: { 'vdc-name': vdc } });
        return lists(session, list, vm) ? { reason: 'it was deleted and is still listed' } : 'removed';
      }
      last = `the task that deletes it is ${deleted.task?.phase ?? 'missing'}`;
    } else {
      const code = errorCodeOf(run.documents.root(deleted.call)) ?? '';
      if (code === 'ObjectNotFound' || code === 'NoLongerExist') return attempt === 0 ? 'absent' : 'removed';
      last = `its deletion was refused: ${refusal(session, deleted.call)}`;
      if (!BUSY.has(code)) return { reason: last };
    }
    // Some servers delete only what is powered off (reading delete-needs-state), and tell so at once or by the task.
    if (state === 'suspended') {
      const off = await act(session, 'power-off-vm', ref, { depth: 'light' });
      if (!off.accepted) await act(session, 'resume-vm', ref, { depth: 'light' });
    } else if (state !== 'powered-off') await act(session, 'power-off-vm', ref, { depth: 'light' });
    if (attempt > 1) await sleep(200 * attempt);
  }
  return { reason: last };
}

function lists(session: Session, list: Exchange, name: string): boolean {
  return linksOf(session.run.documents.root(list), session.run.catalogue.version).some((link) => link.name === name);
}

async function removeImage(session: Session, image: string): Promise<Outcome> {
  const call = await session.call('delete-uploaded-image', { role: 'probe', parameters: { 'image-name': image } });
  if (isAccepted(call)) {
    const list = await session.call('list-uploaded-image', { role: 'probe' });
    return lists(session, list, image) ? { reason: 'it was deleted and is still listed' } : 'removed';
  }
  return call.response?.status === 404 ? 'absent' : { reason: `its deletion was refused: ${refusal(session, call)}` };
}

function refusal(session: Session, call: Exchange): string {
  return (
    errorCodeOf(session.run.documents.root(call)) ??
    (call.response === null ? (call.failure?.message ?? 'no answer') : `status ${call.response.status}`)
  );
}
