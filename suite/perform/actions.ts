import { instanceTypes } from '../catalogue/instance-types.ts';
import { VM_QUOTA } from '../catalogue/no-room.ts';
import type { StableState } from '../catalogue/types.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { offeredActions, readVm, stateOf } from '../document/vm.ts';
import { type History, historyBefore, historyBegins } from '../plan/histories.ts';
import { operationOfAction } from '../plan/life-cycle-model.ts';
import { walkPath } from '../plan/walk-path.ts';
import { type ActResult, act, type VmRef, vmParameters } from '../session/act.ts';
import { Blocked, NotApplicable } from '../session/blocked.ts';
import { instanceType, namedVm } from '../session/bodies.ts';
import { Session } from '../session/session.ts';
import type { OwnedVm } from '../stage/owned-vm.ts';
import type { Stage } from '../stage/stage.ts';
import { cloneTo } from './clone-to.ts';
import { lookAtNics } from './look-at-nics.ts';
import type { Performer } from './performer.ts';

/** Performs one of the eight actions on a leased VM with everything looked at; keeps the stage informed of what it made. */
async function fullAction(
  session: Session,
  stage: Stage,
  vm: OwnedVm,
  operationId: string,
  type?: string,
): Promise<ActResult> {
  const { run } = session;
  const operation = run.catalogue.operation(operationId);
  if (operation.action === 'clone') return cloneTo(session, stage, vm, run.names.next(), { roomFor: [VM_QUOTA] });
  const body = operation.request.kind === 'xml' ? instanceType(run, type ?? (await otherType(session, vm))) : null;
  const result = await act(session, operationId, vm, { depth: 'full', body });
  if (result.task?.phase === 'ended-well' && result.after?.status !== undefined)
    stage.learn(operationId, result.after.status);
  vm.state = stateOf(result.after?.status, run.stateWords);
  return result;
}

/** A size that the VM does not have: an update to the one it has may be refused (reading update-to-same-type). */
export async function otherType(session: Session, vm: VmRef, not?: string): Promise<string> {
  const info = await session.call('get-vm-information', { role: 'stage', parameters: vmParameters(vm) });
  const current = readVm(session.run.documents.root(info))?.instanceType;
  return instanceTypes(session.run.catalogue).find((type) => type !== current && type !== not) ?? 'medium';
}

function operationFor(session: Session, action: string): string {
  return operationOfAction(session.run.catalogue, action).id;
}

/** Leases a VM, lends it to `use`, and gives it back or takes it off the books. */
export async function withVm(
  stage: Stage,
  request: Parameters<Stage['lease']>[0],
  use: (vm: OwnedVm) => Promise<'kept' | 'lost'>,
): Promise<void> {
  const vm = await stage.lease(request);
  let outcome: 'kept' | 'lost' = 'kept';
  try {
    outcome = await use(vm);
  } catch (error) {
    vm.state = undefined;
    throw error;
  } finally {
    stage.release(vm, outcome);
  }
}

export const performActionSuccess: Performer = async (scenario, session, stage) => {
  const { run } = session;
  const id = scenario.operation ?? '';
  const operation = run.catalogue.operation(id);
  const second = scenario.variation.second === true;
  const secondVdc = run.survey.vdcs[1]?.name;
  if (second && secondVdc === undefined) throw new NotApplicable('the organisation has one VDC only');
  const ending = scenario.variation.ending === 'digit' ? 'digit' : 'letter';
  const history = scenario.variation.history as History | undefined;
  const states: readonly StableState[] =
    operation.action === null ? ['powered-off', 'powered-on'] : operation.given.states;
  for (const state of states) {
    let refusedForState = false;
    await withVm(
      stage,
      {
        state: history === undefined ? state : historyBegins(history, state),
        ending,
        ...(second && secondVdc !== undefined ? { vdc: secondVdc } : {}),
      },
      async (vm) => {
        if (history !== undefined) await giveHistory(session, stage, vm, history, state);
        // Three updates, each to another size than the one before, reach every size.
        const types = id === 'update-vm-instance-type' ? await cycle(session, vm) : [undefined];
        let last: ActResult | undefined;
        if (second && WITH_OTHERS.has(id)) await tryNotOffered(session, stage, vm);
        if (types.length > 1) await lookAtNics(session, vm);
        for (const type of types) {
          last = await fullAction(session, stage, vm, id, type);
          if (!last.accepted) break;
        }
        if (types.length > 1 && last?.accepted === true) await lookAtNics(session, vm);
        refusedForState =
          last !== undefined &&
          !last.accepted &&
          ['InvalidState', 'ConflictResource'].includes(errorCodeOf(run.documents.root(last.call)) ?? '');
        return id === 'delete-vm' && last?.accepted === true ? 'lost' : 'kept';
      },
    );
    // The guide does not say which state update and delete need (readings update-needs-state, delete-needs-state).
    if (!(operation.action === null && refusedForState)) return;
  }
};

/** While a VM of the second VDC is in their state anyway, what its action list does not offer is tried, too. */
const WITH_OTHERS: ReadonlySet<string> = new Set(['suspend-vm', 'resume-vm']);

/** Actions that an action list can offer. */
const OFFERED = ['power-off', 'power-on', 'reset', 'suspend', 'resume', 'clone'];

/** What one action list does not offer is refused; one that is taken all the same is the last. */
async function tryNotOffered(session: Session, stage: Stage, vm: OwnedVm): Promise<void> {
  const { run } = session;
  const list = await session.call('get-vm-management-action-list', { role: 'read', parameters: vmParameters(vm) });
  const offered = offeredActions(run.documents.root(list), run.catalogue.version);
  if (offered.length === 0) return;
  for (const action of OFFERED.filter((one) => !offered.includes(one))) {
    const { accepted } = await fullAction(session, stage, vm, operationFor(session, action));
    if (accepted) return;
  }
}

/** Brings a VM to the state that an operation is for, by way of a past. */
async function giveHistory(
  session: Session,
  stage: Stage,
  vm: OwnedVm,
  kind: History,
  state: StableState,
): Promise<void> {
  for (const step of historyBefore(kind, state)) {
    const { accepted, task } = await fullAction(session, stage, vm, operationFor(session, step));
    // The guide does not say which state an update needs (reading update-needs-state).
    if (step === 'update' && !accepted)
      throw new NotApplicable('the instance type cannot be changed while the VM is powered off');
    // A VDC may be full, and the past is then without a clone. What became of both is judged as it is everywhere.
    if (step === 'clone' || step === 'update') continue;
    if (!accepted || task?.phase !== 'ended-well') throw new Blocked('blocked', `${step} of ${vm.vm} did not end well`);
  }
}

async function cycle(session: Session, vm: OwnedVm): Promise<readonly string[]> {
  const first = await otherType(session, vm);
  const second = await otherType(session, vm, first);
  return [first, second, ...instanceTypes(session.run.catalogue).filter((type) => type !== first && type !== second)];
}

export const performCell: Performer = async (scenario, session, stage) => {
  const { state, action } = scenario.variation;
  const cell = session.run.catalogue.lifeCycle.cells.find(
    (candidate) => candidate.state === state && candidate.action === action,
  );
  const request = { state: state as StableState, ...(cell?.rule === 'refused' ? { brief: true as const } : {}) };
  await withVm(stage, request, async (vm) => {
    const result = await fullAction(session, stage, vm, operationFor(session, String(action)));
    return action === 'delete' && result.accepted ? 'lost' : 'kept';
  });
  // What §3.14 forbids it forbids in every VDC.
  const second = session.run.survey.vdcs[1]?.name;
  if (cell?.rule !== 'refused' || second === undefined) return;
  await withVm(stage, { ...request, vdc: second }, async (vm) => {
    await fullAction(session, stage, vm, operationFor(session, String(action)));
    return 'kept';
  }).catch((error: unknown) => {
    if (!(error instanceof NotApplicable)) throw error;
    session.note('second-vdc', error.message);
  });
};

/** Deletes a VM of the run's own, made another size before where that is wanted, and tells what it was called and where. */
export async function freedName(session: Session, stage: Stage, vdc?: string, size?: string): Promise<VmRef> {
  const freed: VmRef[] = [];
  await withVm(stage, { state: 'powered-off', ...(vdc === undefined ? {} : { vdc }) }, async (vm) => {
    if (size !== undefined) {
      const setUp = new Session(session.run, 'set-up/update-vm-instance-type');
      await act(setUp, 'update-vm-instance-type', vm, { depth: 'light', body: instanceType(session.run, size) });
    }
    const deleted = await act(session, 'delete-vm', vm, { depth: 'light' });
    if (deleted.task?.phase === 'ended-well') freed.push({ vdc: vm.vdc, vm: vm.vm });
    return deleted.accepted ? 'lost' : 'kept';
  });
  const [place] = freed;
  if (place === undefined) throw new NotApplicable('the VM could not be deleted while powered off');
  return place;
}

/** A name is free again once the VM that had it is gone (§3.65 speaks of objects that exist). */
export const performNameReuse: Performer = async (_scenario, session, stage) => {
  const { run } = session;
  const clone = await freedName(session, stage);
  await withVm(stage, { state: 'powered-off', vdc: clone.vdc }, async (source) => {
    const result = await act(session, 'clone-vm', source, {
      depth: 'full',
      body: namedVm(run, clone.vm),
      creates: { kind: 'vm', organization: run.organization, vdc: clone.vdc, name: clone.vm },
      created: async (action) => {
        await session.call('get-vm-information', { role: 'after.new.info', action, parameters: vmParameters(clone) });
      },
    });
    if (result.accepted) await stage.adopt(clone);
    return 'kept';
  });
};

/** An update of a VM that has been suspended and resumed before, brought to where every server takes updates. */
export const performUpdateAfterResume: Performer = async (_scenario, session, stage) => {
  await withVm(stage, { state: 'suspended' }, async (vm) => {
    await act(session, 'resume-vm', vm, { depth: 'light' });
    await act(session, 'power-off-vm', vm, { depth: 'light' });
    await fullAction(session, stage, vm, 'update-vm-instance-type');
    return 'kept';
  });
};

export const performPair: Performer = async (scenario, session, stage) => {
  const first = operationFor(session, String(scenario.variation.first));
  const second = operationFor(session, String(scenario.variation.second));
  const state = session.run.catalogue.operation(first).given.states[0] ?? 'powered-off';
  await withVm(stage, { state }, async (vm) => {
    await fullAction(session, stage, vm, first);
    const result = await fullAction(session, stage, vm, second);
    return second === 'delete-vm' && result.accepted ? 'lost' : 'kept';
  });
};

/** Walks a path on one VM; a second clone is passed over, so that a walk does not fill the VDC. */
export async function walk(path: readonly string[], session: Session, stage: Stage): Promise<void> {
  let clones = 0;
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
    for (const action of path) {
      if (action === 'clone') clones += 1;
      if (action === 'clone' && clones > 1) continue;
      await fullAction(session, stage, vm, operationFor(session, action));
    }
    return 'kept';
  });
}

export const performWalk: Performer = async (scenario, session, stage) => {
  const path = walkPath(scenario, session.run.catalogue, session.run.seed);
  session.note('path', path.join(', '), { path });
  await walk(path, session, stage);
};
