import { act, isAccepted, type VmRef, vmParameters } from '../session/act.ts';
import { awaitTask } from '../session/await-task.ts';
import { Blocked, NotApplicable } from '../session/blocked.ts';
import { Session } from '../session/session.ts';
import type { OwnedVm } from '../stage/owned-vm.ts';
import type { Stage } from '../stage/stage.ts';
import { withVm } from './actions.ts';
import { cloneAs } from './clone-as.ts';
import type { Performer } from './performer.ts';

type Outcome = 'kept' | 'lost';

export const performDeletion: Performer = async (scenario, session, stage) => {
  if (scenario.variation.kind === 'namesake-stays') return namesakeStays(session, stage);
  await withVm(stage, { state: 'powered-off' }, (vm) => {
    switch (scenario.variation.kind) {
      case 'while-it-runs':
        return whileItRuns(session, vm);
      case 'again':
        return again(session, vm);
      default:
        return longerNameStays(session, stage, vm);
    }
  });
};

/** Deletes a VM, and asks for it and of it before anybody looks whether the deletion has ended. */
async function whileItRuns(session: Session, vm: OwnedVm): Promise<Outcome> {
  const { run } = session;
  const parameters = vmParameters(vm);
  const action = session.nextAction();
  const leave = await run.taskGate.enter();
  try {
    const call = await session.call('delete-vm', { role: 'call', action, parameters });
    if (!isAccepted(call)) return 'kept';
    const [meanwhile] = await Promise.all([
      session.call('power-on-vm', { role: 'probe', parameters }),
      session.call('get-vm-information', { role: 'probe', parameters }),
      session.call('delete-vm', { role: 'probe', parameters }),
    ]);
    if (isAccepted(meanwhile)) await awaitTask(session, meanwhile, session.nextAction(), 'PowerOnVm');
    const task = await awaitTask(session, call, action, 'DeleteVm');
    await session.call('get-vm-information', { role: 'gone.info', action, parameters });
    await session.call('get-vm-list', { role: 'after.vms', action, parameters });
    return task.phase === 'ended-well' ? 'lost' : 'kept';
  } finally {
    leave();
  }
}

async function again(session: Session, vm: OwnedVm): Promise<Outcome> {
  const first = await act(new Session(session.run, 'set-up/delete-vm'), 'delete-vm', vm, { depth: 'light' });
  if (first.task?.phase !== 'ended-well') throw new Blocked('blocked', `${vm.vm} could not be deleted`);
  await session.call('delete-vm', { role: 'call', action: session.nextAction(), parameters: vmParameters(vm) });
  return 'lost';
}

/** Deletes one of two VMs and looks whether the other is still there. */
async function deleteBeside(session: Session, stage: Stage, victim: VmRef, bystander: VmRef): Promise<void> {
  const { run } = session;
  const look = (): Promise<unknown> =>
    session.call('get-vm-information', { role: 'probe', parameters: vmParameters(bystander) });
  await look();
  const result = await act(session, 'delete-vm', victim, { depth: 'full' });
  if (result.task?.phase === 'ended-well')
    run.ledger.removed({ kind: 'vm', organization: run.organization, vdc: victim.vdc, name: victim.vm });
  else await stage.adopt(victim);
  await look();
  await stage.adopt(bystander);
}

/** Two clones, the name of one being the beginning of the other's; the shorter is deleted, the longer has to stay. */
async function longerNameStays(session: Session, stage: Stage, vm: OwnedVm): Promise<Outcome> {
  const name = session.run.names.next('letter');
  const shorter = await cloneAs(session, vm, name);
  const longer = shorter === null ? null : await cloneAs(session, vm, `${name}2`);
  if (shorter === null || longer === null) throw new Blocked('blocked', 'a name of the run is taken');
  await deleteBeside(session, stage, shorter, longer);
  return 'kept';
}

/** Two clones of one name in two VDCs, where a name is taken in one VDC only (§3.65); one is deleted, the other has to stay. */
async function namesakeStays(session: Session, stage: Stage): Promise<void> {
  const [first, second] = session.run.survey.vdcs;
  if (first === undefined || second === undefined) throw new NotApplicable('the organisation has one VDC only');
  const name = session.run.names.next('letter');
  const clones: VmRef[] = [];
  try {
    for (const { name: vdc } of [first, second]) {
      await withVm(stage, { state: 'powered-off', vdc }, async (vm) => {
        const clone = await cloneAs(session, vm, name);
        if (clone === null) throw new NotApplicable('names are unique in the whole organisation');
        clones.push(clone);
        return 'kept';
      });
    }
  } catch (error) {
    for (const clone of clones) await stage.adopt(clone);
    throw error;
  }
  // Whoever looks for the name alone finds the first.
  const [bystander, victim] = clones;
  if (victim !== undefined && bystander !== undefined) await deleteBeside(session, stage, victim, bystander);
}
