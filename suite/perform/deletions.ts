import { act, isAccepted, type VmRef, vmParameters } from '../session/act.ts';
import { awaitTask } from '../session/await-task.ts';
import { Blocked, NotApplicable } from '../session/blocked.ts';
import { instanceType, namedVm } from '../session/bodies.ts';
import { Session } from '../session/session.ts';
import type { OwnedVm } from '../stage/owned-vm.ts';
import type { Stage } from '../stage/stage.ts';
import { otherType, withVm } from './actions.ts';
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
        return again(session, stage, vm);
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

/** Deletes a VM, then asks for everything that could be asked of it: none of it is there any more. */
async function again(session: Session, stage: Stage, vm: OwnedVm): Promise<Outcome> {
  const { run } = session;
  const parameters = vmParameters(vm);
  const first = await act(new Session(run, 'set-up/delete-vm'), 'delete-vm', vm, { depth: 'light' });
  if (first.task?.phase !== 'ended-well') throw new Blocked('blocked', `${vm.vm} could not be deleted`);
  for (const id of ['get-vm-management-action-list', 'get-vm-virtualnic-list'])
    await session.call(id, { role: 'call', parameters });
  await askOfNothing(session, 'power-on-vm', parameters);
  await askOfNothing(session, 'update-vm-instance-type', parameters, instanceType(run, 'medium'));
  const name = run.names.next();
  const resource = { kind: 'vm' as const, organization: run.organization, vdc: vm.vdc, name };
  run.ledger.intend(resource);
  const cloned = await askOfNothing(session, 'clone-vm', parameters, namedVm(run, name));
  if (cloned) await stage.adopt({ vdc: vm.vdc, vm: name });
  else run.ledger.refused(resource);
  await askOfNothing(session, 'delete-vm', parameters);
  return 'lost';
}

/** A call for a VM that there is not; where it is taken all the same, its task is followed to the end. */
async function askOfNothing(
  session: Session,
  id: string,
  parameters: Readonly<Record<string, string>>,
  body: string | null = null,
): Promise<boolean> {
  const action = session.nextAction();
  const call = await session.call(id, { role: 'call', action, parameters, body });
  if (isAccepted(call)) await awaitTask(session, call, action, session.run.catalogue.operation(id).taskTypes[0]);
  return isAccepted(call);
}

/** Deletes one of two VMs and looks whether the other is still there. */
async function deleteBeside(session: Session, stage: Stage, victim: VmRef, bystander: VmRef): Promise<void> {
  const { run } = session;
  const look = (): Promise<unknown> =>
    session.call('get-vm-information', { role: 'probe', parameters: vmParameters(bystander) });
  await look();
  // What else may go by a name alone shows in a look in between.
  const type = instanceType(run, await otherType(session, victim));
  await act(new Session(run, 'set-up/update-vm-instance-type'), 'update-vm-instance-type', victim, {
    depth: 'light',
    body: type,
  });
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
