import type { StableState } from '../catalogue/types.ts';
import type { Exchange } from '../evidence/types.ts';
import { isAccepted, vmParameters } from '../session/act.ts';
import { awaitTask } from '../session/await-task.ts';
import { instanceType, namedVm } from '../session/bodies.ts';
import type { Session } from '../session/session.ts';
import type { OwnedVm } from '../stage/owned-vm.ts';
import type { Stage } from '../stage/stage.ts';
import { otherType, withVm } from './actions.ts';
import type { Performer } from './performer.ts';

interface Contender {
  readonly operation: string;
  readonly body?: string;
}

/** Sends all calls at once, follows every task that comes of them. Each contender is an action of its own. */
async function clash(session: Session, vm: OwnedVm, contenders: readonly Contender[]): Promise<readonly Exchange[]> {
  const { run } = session;
  const parameters = vmParameters(vm);
  vm.state = undefined;
  return Promise.all(
    contenders.map(async ({ operation, body }) => {
      const action = session.nextAction();
      const leave = await run.taskGate.enter();
      try {
        const call = await session.call(operation, { role: 'call', action, parameters, body: body ?? null });
        if (isAccepted(call)) await awaitTask(session, call, action, run.catalogue.operation(operation).taskTypes[0]);
        return call;
      } finally {
        leave();
      }
    }),
  );
}

/** What everybody can see once the dust has settled. */
async function settle(session: Session, vm: OwnedVm): Promise<boolean> {
  const parameters = vmParameters(vm);
  const info = await session.call('get-vm-information', { role: 'probe', parameters });
  if (info.response?.status === 200) await session.call('get-vm-management-action-list', { role: 'probe', parameters });
  await session.call('get-vm-list', { role: 'read', parameters });
  return info.response?.status === 200;
}

async function cloneToOneName(session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
    const name = run.names.next();
    const resource = { kind: 'vm' as const, organization: run.organization, vdc: vm.vdc, name };
    run.ledger.intend(resource);
    const body = namedVm(run, name);
    const calls = await clash(session, vm, [
      { operation: 'clone-vm', body },
      { operation: 'clone-vm', body },
    ]);
    await session.call('get-vm-list', { role: 'read', parameters: vmParameters(vm) });
    const info = await session.call('get-vm-information', {
      role: 'probe',
      parameters: vmParameters({ vdc: vm.vdc, vm: name }),
    });
    if (info.response?.status === 200) {
      run.ledger.created(resource);
      await stage.adopt({ vdc: vm.vdc, vm: name });
    } else if (!calls.some(isAccepted)) run.ledger.refused(resource);
    return 'kept';
  });
}

/** Two updates, to the two sizes that the VM does not have. */
async function updates(session: Session, vm: OwnedVm): Promise<readonly Contender[]> {
  const one = await otherType(session, vm);
  const two = await otherType(session, vm, one);
  return [one, two].map((type) => ({ operation: 'update-vm-instance-type', body: instanceType(session.run, type) }));
}

/** Who clashes in which race; of two updates the sizes depend on the VM. */
const CONTENDERS: Readonly<Record<string, readonly Contender[]>> = {
  'same-action-twice': [{ operation: 'power-on-vm' }, { operation: 'power-on-vm' }],
  'power-off-against-delete': [{ operation: 'power-off-vm' }, { operation: 'delete-vm' }],
  'update-against-update': [],
  'many-on-one': [
    { operation: 'suspend-vm' },
    { operation: 'power-off-vm' },
    { operation: 'reset-vm' },
    { operation: 'suspend-vm' },
    { operation: 'power-off-vm' },
  ],
};

/** Conflicting calls at the same moment; who wins is open, that at most one does is not. */
export const performRace: Performer = async (scenario, session, stage) => {
  const race = String(scenario.variation.race);
  if (race === 'clone-to-one-name') return cloneToOneName(session, stage);
  const plan = CONTENDERS[race];
  if (plan === undefined) throw new Error(`nobody knows the race ${race}`);
  await withVm(stage, { state: scenario.variation.state as StableState }, async (vm) => {
    await session.call('get-vm-information', { role: 'before.info', parameters: vmParameters(vm) });
    await session.call('get-vm-management-action-list', { role: 'before.actions', parameters: vmParameters(vm) });
    await clash(session, vm, race === 'update-against-update' ? await updates(session, vm) : plan);
    return (await settle(session, vm)) ? 'kept' : 'lost';
  });
};
