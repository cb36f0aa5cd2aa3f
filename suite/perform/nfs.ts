import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import type { Exchange } from '../evidence/types.ts';
import { isAccepted } from '../session/act.ts';
import { awaitTask } from '../session/await-task.ts';
import { NotApplicable } from '../session/blocked.ts';
import { namedVm } from '../session/bodies.ts';
import type { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';
import type { Performer } from './performer.ts';

const ENABLED: ReadonlySet<string> = new Set(['NfsVmAlreadyExist', 'NfsVmIsDeploying']);

async function vmNames(session: Session, vdc: string): Promise<readonly string[]> {
  const list = await session.call('get-vm-list', { role: 'stage', parameters: { 'vdc-name': vdc } });
  return linksOf(session.run.documents.root(list), session.run.catalogue.version).map((link) => link.name);
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
  const leave = await stage.exclusive('nfs');
  try {
    await step(String(scenario.variation.kind), session, stage);
  } finally {
    leave();
  }
};

async function step(kind: string, session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  const vdc = stage.primaryVdc;
  const state = stage.nfs;
  const code = (exchange: Exchange): string => errorCodeOf(run.documents.root(exchange)) ?? '';
  switch (kind) {
    case 'resync-without': {
      if (state.enabled || state.deployed !== null) throw new NotApplicable('NFS is enabled already');
      await nfsCall(session, 'resync-nfs-access', vdc, 'call');
      return;
    }
    case 'deploy': {
      const name = run.names.next();
      const call = await nfsCall(session, 'deploy-nfs-server', vdc, 'call', namedVm(run, name), name);
      if (isAccepted(call)) {
        state.deployed = name;
        return;
      }
      if (ENABLED.has(code(call)) || code(call) === 'NfsVmCountFull')
        throw new NotApplicable(`an NFS server stands already (${code(call)})`);
      return;
    }
    case 'enable': {
      const before = await vmNames(session, vdc);
      const call = await nfsCall(session, 'enable-nfs-access', vdc, 'call');
      for (const name of await vmNames(session, vdc)) {
        if (isAccepted(call) && !before.includes(name) && !name.startsWith(run.names.prefix))
          run.ledger.created({ kind: 'vm', organization: run.organization, vdc, name });
      }
      if (isAccepted(call) || ENABLED.has(code(call))) state.enabled = true;
      if (ENABLED.has(code(call)))
        throw new NotApplicable(
          `NFS is enabled already, by the deployment of its server or before the run (${code(call)})`,
        );
      return;
    }
    case 'resync':
      if (!state.enabled && state.deployed === null) throw new NotApplicable('NFS could not be enabled');
      await nfsCall(session, 'resync-nfs-access', vdc, 'call');
      return;
    case 'enable-twice':
      if (!state.enabled) throw new NotApplicable('NFS could not be enabled');
      await nfsCall(session, 'enable-nfs-access', vdc, 'call');
      return;
    case 'deploy-twice':
      if (state.deployed === null) throw new NotApplicable('no NFS server could be deployed');
      await nfsCall(session, 'deploy-nfs-server', vdc, 'call', namedVm(run, state.deployed));
      return;
    default:
      throw new Error(`nobody knows the NFS step ${kind}`);
  }
}
