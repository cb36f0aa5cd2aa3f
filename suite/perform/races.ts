import type { StableState } from '../catalogue/types.ts';
import type { Exchange } from '../evidence/types.ts';
import { isAccepted, vmParameters } from '../session/act.ts';
import { awaitTask } from '../session/await-task.ts';
import { Blocked, NotApplicable } from '../session/blocked.ts';
import { deployment, instanceType, namedVm } from '../session/bodies.ts';
import type { Session } from '../session/session.ts';
import type { OwnedVm } from '../stage/owned-vm.ts';
import type { Stage } from '../stage/stage.ts';
import { otherType, withVm } from './actions.ts';
import { cloneAs } from './clone-as.ts';
import type { Performer } from './performer.ts';

interface Contender {
  readonly operation: string;
  readonly body?: string;
  /** Another resource than the VM of the race. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** Sends all calls at once, follows every task that comes of them. Each contender is an action of its own. */
async function clash(
  session: Session,
  vm: OwnedVm | null,
  contenders: readonly Contender[],
): Promise<readonly Exchange[]> {
  const { run } = session;
  if (vm !== null) vm.state = undefined;
  return Promise.all(
    contenders.map(async ({ operation, body, parameters = vm === null ? {} : vmParameters(vm) }) => {
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

/** Two clones of one VM, or of two that are alike; a server that locks the source needs two to be put to the test. */
async function cloneToOneName(session: Session, stage: Stage, sources: 1 | 2): Promise<void> {
  const { run } = session;
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
    const second = sources === 1 ? vm : await cloneAs(session, vm, run.names.next());
    if (second === null) throw new Blocked('blocked', 'a name of the run is taken');
    const name = run.names.next();
    const resource = { kind: 'vm' as const, organization: run.organization, vdc: vm.vdc, name };
    run.ledger.intend(resource);
    const body = namedVm(run, name);
    const calls = await clash(session, vm, [
      { operation: 'clone-vm', body },
      { operation: 'clone-vm', body, parameters: vmParameters(second) },
    ]);
    if (second !== vm) await stage.adopt(second);
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

/** Two deployments of one image under one name; they may land in different VDCs, where a name can be had twice. */
async function deployToOneName(session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  await stage.bodiesKnown();
  const image = await stage.images.borrow();
  try {
    if (image.sample) throw new NotApplicable('there is no image but samples of the suite');
    await stage.creator.knowImage(image.name, image.sample);
    const name = run.names.next();
    run.ledger.intend({ kind: 'vm', organization: run.organization, name });
    const contender = {
      operation: 'deploy-uploaded-image',
      body: deployment(run, name, 'small', stage.creator.wantsPublicIp(image.name)),
      parameters: { 'image-name': image.name },
    };
    const calls = await clash(session, null, [contender, contender]);
    let found = false;
    for (const { name: vdc } of run.survey.vdcs) {
      const parameters = vmParameters({ vdc, vm: name });
      await session.call('get-vm-list', { role: 'read', parameters });
      const info = await session.call('get-vm-information', { role: 'probe', parameters });
      if (info.response?.status !== 200) continue;
      found = true;
      run.ledger.created({ kind: 'vm', organization: run.organization, vdc, name });
      await stage.adopt({ vdc, vm: name });
    }
    if (!found && !calls.some(isAccepted)) run.ledger.refused({ kind: 'vm', organization: run.organization, name });
  } finally {
    await image.giveBack();
  }
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
  if (race === 'clone-to-one-name') return cloneToOneName(session, stage, 1);
  if (race === 'clones-of-two-to-one-name') return cloneToOneName(session, stage, 2);
  if (race === 'deploy-to-one-name') return deployToOneName(session, stage);
  const plan = CONTENDERS[race];
  if (plan === undefined) throw new Error(`nobody knows the race ${race}`);
  await withVm(stage, { state: scenario.variation.state as StableState }, async (vm) => {
    await session.call('get-vm-information', { role: 'before.info', parameters: vmParameters(vm) });
    await session.call('get-vm-management-action-list', { role: 'before.actions', parameters: vmParameters(vm) });
    await clash(session, vm, race === 'update-against-update' ? await updates(session, vm) : plan);
    return (await settle(session, vm)) ? 'kept' : 'lost';
  });
};
