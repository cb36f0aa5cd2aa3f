import { act, isAccepted, vmParameters } from '../session/act.ts';
import { awaitTask } from '../session/await-task.ts';
import { namedVm } from '../session/bodies.ts';
import { withVm } from './actions.ts';
import type { Performer } from './performer.ts';

/** Clones under a name with a letter outside ASCII; what comes of it must be found under that name. */
export const performOddClone: Performer = async (_scenario, session, stage) => {
  const { run } = session;
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
    const name = `${run.names.next()}é`;
    const clone = { vdc: vm.vdc, vm: name };
    const result = await act(session, 'clone-vm', vm, {
      depth: 'full',
      body: namedVm(run, name),
      creates: { kind: 'vm', organization: run.organization, vdc: vm.vdc, name },
      created: async (action) => {
        await session.call('get-vm-information', { role: 'after.new.info', action, parameters: vmParameters(clone) });
      },
    });
    if (result.accepted) await stage.adopt(clone);
    return 'kept';
  });
};

/** Deletes a VM, and asks for it and of it before anybody looks whether the deletion has ended. */
export const performDuringDeletion: Performer = async (_scenario, session, stage) => {
  const { run } = session;
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
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
  });
};
