import { errorCodeOf } from '../document/error-message.ts';
import { act, isAccepted, vmParameters } from '../session/act.ts';
import { awaitTask } from '../session/await-task.ts';
import { Blocked, NotApplicable } from '../session/blocked.ts';
import { namedVm } from '../session/bodies.ts';
import { Session } from '../session/session.ts';
import type { OwnedVm } from '../stage/owned-vm.ts';
import type { Stage } from '../stage/stage.ts';
import { withVm } from './actions.ts';
import type { Performer } from './performer.ts';

type Outcome = 'kept' | 'lost';

export const performDeletion: Performer = async (scenario, session, stage) => {
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

/** Two clones, the name of one being the beginning of the other's; the shorter is deleted, the longer has to stay. */
async function longerNameStays(session: Session, stage: Stage, vm: OwnedVm): Promise<Outcome> {
  const { run } = session;
  const secondChance = run.evidence.of(session.scenario).notes.some((note) => note.kind === 'no-room');
  const setUp = new Session(run, 'set-up/clone-vm');
  const shorter = run.names.next('letter');
  for (const name of [shorter, `${shorter}2`]) {
    const creates = { kind: 'vm' as const, organization: run.organization, vdc: vm.vdc, name };
    const made = await act(setUp, 'clone-vm', vm, { depth: 'light', body: namedVm(run, name), creates });
    if (made.task?.phase === 'ended-well') continue;
    const code = errorCodeOf(run.documents.root(made.call)) ?? made.task?.phase ?? 'no answer';
    session.note('no-room', code);
    if (secondChance) throw new NotApplicable(`two clones cannot be made: ${code}`);
    throw new Blocked('no-lease', `two clones cannot be made: ${code}`);
  }
  const longer = vmParameters({ vdc: vm.vdc, vm: `${shorter}2` });
  await session.call('get-vm-information', { role: 'probe', parameters: longer });
  const result = await act(session, 'delete-vm', { vdc: vm.vdc, vm: shorter }, { depth: 'full' });
  if (result.task?.phase === 'ended-well')
    run.ledger.removed({ kind: 'vm', organization: run.organization, vdc: vm.vdc, name: shorter });
  else await stage.adopt({ vdc: vm.vdc, vm: shorter });
  await session.call('get-vm-information', { role: 'probe', parameters: longer });
  await stage.adopt({ vdc: vm.vdc, vm: `${shorter}2` });
  return 'kept';
}
