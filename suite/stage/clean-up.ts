import { setTimeout as sleep } from 'node:timers/promises';
import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { readVm, stateOf } from '../document/vm.ts';
import { act, isAccepted, vmParameters } from '../session/act.ts';
import type { Resource } from '../session/ledger.ts';
import type { RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';

export const CLEAN_UP = 'clean-up/run';

/** Codes that pass by themselves. */
const BUSY: ReadonlySet<string> = new Set(['ConcurrentAccess', 'ConflictResource', 'ServerBusy', 'DuringDeleting', 'InvalidState', 'VMCannotGetState']);

const TRIES = 6;

/** Removes what the ledger says the run has made, newest first, several at a time. Returns what could not be removed. */
export async function cleanUp(run: RunContext, resources: readonly Resource[]): Promise<readonly Resource[]> {
  const left: Resource[] = [];
  const queue = [...resources];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      try {
        if (await remove(run, next)) run.ledger.removed(next);
        else left.push(next);
      } catch {
        left.push(next);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, run.target.limits.parallel) }, worker));
  return left;
}

async function remove(run: RunContext, resource: Resource): Promise<boolean> {
  const session = new Session(run, CLEAN_UP);
  if (resource.kind === 'image') return removeImage(session, resource.name);
  // A deployment lands where the server likes, so a VM whose VDC was never learned is looked for in all of them.
  const vdcs = resource.vdc === undefined ? run.survey.vdcs.map((vdc) => vdc.name) : [resource.vdc];
  for (const vdc of vdcs) if (!(await removeVm(session, vdc, resource.name))) return false;
  return true;
}

async function removeVm(session: Session, vdc: string, vm: string): Promise<boolean> {
  const { run } = session;
  const ref = { vdc, vm };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const info = await session.call('get-vm-information', { role: 'probe', parameters: vmParameters(ref) });
    if (info.response?.status === 404) return true;
    const state = stateOf(readVm(run.documents.root(info))?.status, run.stateWords);
    const deleted = await act(session, 'delete-vm', ref, { depth: 'light' });
    if (deleted.accepted) {
      if (deleted.task?.phase === 'ended-well') return gone(session, vdc, vm);
      continue;
    }
    const code = errorCodeOf(run.documents.root(deleted.call)) ?? '';
    if (code === 'ObjectNotFound' || code === 'NoLongerExist') return true;
    if (!BUSY.has(code)) return false;
    // Some servers delete only what is powered off (reading delete-needs-state).
    if (state === 'suspended') {
      const off = await act(session, 'power-off-vm', ref, { depth: 'light' });
      if (!off.accepted) await act(session, 'resume-vm', ref, { depth: 'light' });
    } else if (state !== 'powered-off') await act(session, 'power-off-vm', ref, { depth: 'light' });
    if (attempt > 1) await sleep(200 * attempt);
  }
  return false;
}

async function gone(session: Session, vdc: string, vm: string): Promise<boolean> {
  const list = await session.call('get-vm-list', { role: 'probe', parameters: { 'vdc-name': vdc } });
  return !linksOf(session.run.documents.root(list), session.run.catalogue.version).some((link) => link.name === vm);
}

async function removeImage(session: Session, image: string): Promise<boolean> {
  const call = await session.call('delete-uploaded-image', { role: 'probe', parameters: { 'image-name': image } });
  return isAccepted(call) || call.response?.status === 404;
}
