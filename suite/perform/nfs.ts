import { NFS_THERE, NO_FURTHER_NFS } from '../catalogue/nfs-codes.ts';
import { VM_QUOTA } from '../catalogue/no-room.ts';
import { errorCodeOf } from '../document/error-message.ts';
import type { Exchange } from '../evidence/types.ts';
import { isAccepted, vmParameters } from '../session/act.ts';
import { awaitTask } from '../session/await-task.ts';
import { NotApplicable } from '../session/blocked.ts';
import { namedVm, namedVmInTwoLines } from '../session/bodies.ts';
import { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';
import { withVm } from './actions.ts';
import type { Performer } from './performer.ts';
import { vmNames } from './vm-names.ts';
import { withRoom } from './with-room.ts';

const THERE: ReadonlySet<string> = new Set(NFS_THERE);
const NO_FURTHER: ReadonlySet<string> = new Set(NO_FURTHER_NFS);

/** The VDC in which NFS is tried out. */
export function nfsVdc(stage: Stage): string {
  return stage.nfs.vdc ?? stage.primaryVdc;
}

/** Sends an NFS call, follows its task, and enters VMs that appeared meanwhile into the ledger. */
async function nfsCall(
  session: Session,
  operationId: string,
  vdc: string,
  role: 'call' | 'probe',
  body: string | null = null,
  name: string | null = null,
): Promise<Exchange> {
  const { run } = session;
  const operation = run.catalogue.operation(operationId);
  const action = session.nextAction();
  const leave = await run.taskGate.enter();
  try {
    if (name !== null) run.ledger.intend({ kind: 'vm', organization: run.organization, vdc, name });
    const call = await session.call(operationId, {
      role,
      action,
      parameters: { 'vdc-name': vdc },
      body,
      harmless: role === 'probe',
    });
    if (isAccepted(call)) {
      await session.call('get-task-list', { role: 'during.tasks', action });
      const task = await awaitTask(session, call, action, operation.taskTypes[0]);
      await session.call('get-task-list', { role: 'after.tasks', action });
      if (task.path !== null && task.id !== null)
        await session.call('get-task', {
          role: 'recheck',
          action,
          path: task.path,
          parameters: { 'task-id': task.id },
        });
      if (name !== null) run.ledger.created({ kind: 'vm', organization: run.organization, vdc, name });
    } else if (name !== null) run.ledger.refused({ kind: 'vm', organization: run.organization, vdc, name });
    return call;
  } finally {
    leave();
  }
}

/**
 * One chain, whichever of its scenarios is asked for first: a VDC has NFS or has not, and the guide has no way back.
 * Each scenario performs what comes before it as set-up and then its own step.
 */
export const performNfs: Performer = async (scenario, session, stage) => {
  await stage.bodiesKnown();
  const leave = await stage.exclusive('nfs');
  try {
    await step(String(scenario.variation.kind), session, stage);
  } finally {
    leave();
  }
};

async function step(kind: string, session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  const vdc = nfsVdc(stage);
  const state = stage.nfs;
  const code = (exchange: Exchange): string => errorCodeOf(run.documents.root(exchange)) ?? '';
  switch (kind) {
    case 'resync-without': {
      if (state.enabled || state.deployed !== null) throw new NotApplicable('NFS is enabled already');
      const resync = await nfsCall(session, 'resync-nfs-access', vdc, 'call');
      if (isAccepted(resync)) await stoodBefore(session, stage);
      return;
    }
    case 'deploy-name-of-vm':
      return withVm(stage, { state: 'powered-off' }, async (vm) => {
        await nfsCall(session, 'deploy-nfs-server', vm.vdc, 'call', namedVm(run, vm.vm));
        return 'kept';
      });
    case 'invalid-name': {
      const name = run.target.invalidNames[0];
      if (name === undefined) throw new NotApplicable('the target file states no names against the naming rules');
      await nfsCall(session, 'deploy-nfs-server', vdc, 'call', namedVm(run, name));
      return;
    }
    case 'deploy':
      return deployInOneOf(session, stage);
    case 'enable': {
      const first = await enableIn(session, stage, vdc);
      if (isAccepted(first) || THERE.has(code(first))) state.enabled = true;
      if (code(first) === 'NfsVMNotFound' && moveToServer(session, stage)) {
        if (isAccepted(await enableIn(session, stage, nfsVdc(stage)))) state.enabled = true;
        return;
      }
      if (!THERE.has(code(first))) return;
      // The deployment of the server has enabled it as well, or it was before the run: another VDC may still be without.
      const other = run.survey.vdcs[1]?.name;
      if (other !== undefined && isAccepted(await enableIn(session, stage, other))) return;
      throw new NotApplicable(
        `NFS is enabled already, by the deployment of its server or before the run (${code(first)})`,
      );
    }
    case 'resync':
      await ensureEnabled(session, stage);
      state.deployed ??= await deployServer(stage, session.run, nfsVdc(stage));
      await lookAtServer(session, stage);
      await nfsCall(session, 'resync-nfs-access', nfsVdc(stage), 'call');
      await lookAtServer(session, stage);
      return;
    case 'enable-twice':
      await ensureEnabled(session, stage);
      await nfsCall(session, 'enable-nfs-access', nfsVdc(stage), 'call');
      return;
    case 'deploy-twice': {
      const name = state.deployed ?? (await deployServer(stage, session.run, vdc));
      if (name === null) throw new NotApplicable('no NFS server could be deployed');
      state.deployed = name;
      await nfsCall(session, 'deploy-nfs-server', vdc, 'call', namedVm(run, name));
      return;
    }
    default:
      throw new Error(`nobody knows the NFS step ${kind}`);
  }
}

/**
 * Deploys a server in one VDC that takes one. Set-up deploys in the first VDC, so the second is without as a rule; and the
 * URI has to be heeded there as well.
 */
async function deployInOneOf(session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  const state = stage.nfs;
  const second = run.survey.vdcs[1]?.name;
  const places = [...(second === undefined ? [] : [second]), ...(state.deployed === null ? [nfsVdc(stage)] : [])];
  if (places.length === 0) throw new NotApplicable('an NFS server has been deployed as set-up meanwhile');
  let refused = '';
  for (const vdc of places) {
    const { call, name } = await deployIn(session, stage, vdc, namedVmInTwoLines);
    if (name !== null && vdc === second) state.elsewhere = { vdc, name };
    else if (name !== null) state.deployed = name;
    if (name !== null) return;
    refused = errorCodeOf(run.documents.root(call)) ?? '';
    await stands(session, stage, vdc, call);
  }
  if (THERE.has(refused) || refused === 'NfsVmCountFull' || noted(session, STANDS))
    throw new NotApplicable(`an NFS server stands already (${refused})`);
}

/** Note of a scenario: an NFS server stood where one was to be deployed, or NFS was enabled before the run. */
const STANDS = 'nfs-stands';

function noted(session: Session, kind: string): boolean {
  return session.run.evidence.of(session.scenario).notes.some((note) => note.kind === kind);
}

/**
 * A server was refused in the words for a further one. Whether there is one, the run knows (an organisation may have one
 * for all its VDCs), or the answer to enabling tells.
 */
async function stands(session: Session, stage: Stage, vdc: string, refused: Exchange): Promise<void> {
  const { run } = session;
  if (!NO_FURTHER.has(errorCodeOf(run.documents.root(refused)) ?? '')) return;
  const { deployed, elsewhere } = stage.nfs;
  if (deployed === null && elsewhere === null && !(await enabledBefore(run, stage, vdc))) return;
  session.note(STANDS, `an NFS server stands in ${vdc}, or serves it`);
}

/** A resync was taken although nothing was deployed in this run: right only where NFS stood before it. */
async function stoodBefore(session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  const vdc = stage.primaryVdc;
  const { call, name } = await deployIn(new Session(run, 'set-up/deploy-nfs-server'), stage, vdc);
  stage.nfs.deployed = name;
  const further = NO_FURTHER.has(errorCodeOf(run.documents.root(call)) ?? '');
  // That NFS is enabled proves nothing where a server could be deployed: the resync itself may have enabled it.
  const before = (await enabledBefore(run, stage, vdc)) && name === null;
  if (further || before) session.note(STANDS, 'NFS was there before the run');
}

/** Enables NFS, to learn whether it is enabled already. */
async function enabledBefore(run: Session['run'], stage: Stage, vdc: string): Promise<boolean> {
  const call = await nfsCall(new Session(run, 'set-up/enable-nfs-access'), 'enable-nfs-access', vdc, 'call');
  const already = THERE.has(errorCodeOf(run.documents.root(call)) ?? '');
  if (vdc === stage.primaryVdc && (already || isAccepted(call))) stage.nfs.enabled = true;
  return already;
}

/** Where an organisation has one NFS server, everything else about NFS happens in the VDC that it was deployed in. */
function moveToServer(session: Session, stage: Stage): boolean {
  const { elsewhere } = stage.nfs;
  if (elsewhere === null || stage.nfs.deployed !== null) return false;
  stage.nfs.vdc = elsewhere.vdc;
  stage.nfs.deployed = elsewhere.name;
  session.note('nfs-moved', `the server for all VDCs stands in ${elsewhere.vdc}`);
  return true;
}

/** Deploys an NFS server, with room made for it where the VDC is full; `name` is null when it was refused. */
async function deployIn(
  session: Session,
  stage: Stage,
  vdc: string,
  body = namedVm,
): Promise<{ readonly call: Exchange; readonly name: string | null }> {
  const { run } = session;
  return withRoom(
    session,
    stage,
    () => vdc,
    async () => {
      const name = run.names.next();
      const call = await nfsCall(session, 'deploy-nfs-server', vdc, 'call', body(run, name), name);
      return { call, name: isAccepted(call) ? name : null };
    },
    [VM_QUOTA],
  );
}

/** Reads the NFS server like any VM, if it is one that was deployed in this run and shows like any. */
async function lookAtServer(session: Session, stage: Stage): Promise<void> {
  const { deployed } = stage.nfs;
  if (deployed === null) return;
  const parameters = vmParameters({ vdc: nfsVdc(stage), vm: deployed });
  await session.call('get-vm-information', { role: 'probe', parameters });
}

/** Enables NFS in a VDC, with its server deployed first where that is wanted (reading nfs-enable-needs-server). */
async function enableIn(session: Session, stage: Stage, vdc: string): Promise<Exchange> {
  const { run } = session;
  const before = await vmNames(session, vdc);
  let call = await nfsCall(session, 'enable-nfs-access', vdc, 'call');
  if (errorCodeOf(run.documents.root(call)) === 'NfsVMNotFound') {
    const deployed = await deployServer(stage, session.run, vdc);
    if (vdc === nfsVdc(stage) && deployed !== null) stage.nfs.deployed = deployed;
    if (deployed !== null) call = await nfsCall(session, 'enable-nfs-access', vdc, 'call');
  }
  if (!isAccepted(call)) return call;
  for (const name of await vmNames(session, vdc)) {
    if (!before.includes(name) && !name.startsWith(run.names.prefix))
      run.ledger.created({ kind: 'vm', organization: run.organization, vdc, name });
  }
  return call;
}

/** Deploys an NFS server as set-up, with room made for it where the VDC is full; null when the server refuses. */
async function deployServer(stage: Stage, run: Session['run'], vdc: string): Promise<string | null> {
  return (await deployIn(new Session(run, 'set-up/deploy-nfs-server'), stage, vdc)).name;
}

/** An NFS server stands in the first VDC when this returns true, deployed as set-up if there was none. */
export async function ensureServer(session: Session, stage: Stage): Promise<boolean> {
  if (stage.nfs.deployed !== null) return true;
  const leave = await stage.exclusive('nfs');
  try {
    stage.nfs.deployed ??= await deployServer(stage, session.run, stage.primaryVdc);
    return stage.nfs.deployed !== null;
  } finally {
    leave();
  }
}

/** NFS stands when this returns: enabled before, or now as set-up, with a server deployed first where that is wanted. */
export async function ensureEnabled(session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  if (stage.nfs.enabled) return;
  const setUp = new Session(run, 'set-up/enable-nfs-access');
  const code = (exchange: Exchange): string => errorCodeOf(run.documents.root(exchange)) ?? '';
  const enable = (): Promise<Exchange> => nfsCall(setUp, 'enable-nfs-access', nfsVdc(stage), 'call');
  let call = await enable();
  if (code(call) === 'NfsVMNotFound' && stage.nfs.deployed === null) {
    stage.nfs.deployed = await deployServer(stage, session.run, nfsVdc(stage));
    if (stage.nfs.deployed !== null || moveToServer(session, stage)) call = await enable();
  }
  if (!isAccepted(call) && !THERE.has(code(call))) throw new NotApplicable(`NFS could not be enabled: ${code(call)}`);
  stage.nfs.enabled = true;
}
