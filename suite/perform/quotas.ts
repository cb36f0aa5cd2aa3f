import { linksOf } from '../document/links.ts';
import { act, vmParameters } from '../session/act.ts';
import { NotApplicable } from '../session/blocked.ts';
import { deployment, namedVm } from '../session/bodies.ts';
import { deploy } from '../session/deploy.ts';
import type { Session } from '../session/session.ts';
import type { OwnedVm } from '../stage/owned-vm.ts';
import type { Stage } from '../stage/stage.ts';
import { withVm } from './actions.ts';
import { inspectDeployed } from './deployments.ts';
import type { Performer } from './performer.ts';

/** More VMs than this are not made only to reach a quota. */
const MOST = 25;

/** Fills the VDC up to the VM quota that the target file states, and asks for one more (§3.67). */
export const performQuota: Performer = async (scenario, session, stage) => {
  const quota = session.run.target.limits.vmQuota;
  if (quota === undefined) throw new NotApplicable('the target file states no VM quota');
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
    await fill(session, stage, vm, quota);
    if (scenario.operation === 'deploy-uploaded-image') await deployOneMore(session, stage);
    else await cloneOneMore(session, stage, vm);
    return 'kept';
  });
};

/** Several at a time; what is made here stays until the end of the run, so that the next quota finds the VDC full. */
async function fill(session: Session, stage: Stage, vm: OwnedVm, quota: number): Promise<void> {
  const { run } = session;
  const list = await session.call('get-vm-list', { role: 'stage', parameters: vmParameters(vm) });
  const missing = quota - linksOf(run.documents.root(list), run.catalogue.version).length;
  if (missing > MOST) throw new NotApplicable(`${missing} VMs would have to be made to reach the quota of ${quota}`);
  // Not taken over by the stage: it would give back what is more than it may own. The clean-up knows them from the ledger.
  await Promise.all(
    Array.from({ length: Math.max(0, missing) }, async () => {
      await stage.creator.create(vm.vdc, [...stage.owned(), vm]);
    }),
  );
}

async function cloneOneMore(session: Session, stage: Stage, vm: OwnedVm): Promise<void> {
  const { run } = session;
  const name = run.names.next();
  const creates = { kind: 'vm' as const, organization: run.organization, vdc: vm.vdc, name };
  const result = await act(session, 'clone-vm', vm, { depth: 'light', body: namedVm(run, name), creates });
  if (result.accepted) await stage.adopt({ vdc: vm.vdc, vm: name });
}

async function deployOneMore(session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  const image = await stage.images.borrow();
  try {
    const name = run.names.next();
    const body = deployment(run, name, 'small', stage.creator.wantsPublicIp(image.name));
    const result = await deploy(session, image.name, body, name, 'light');
    if (result.accepted) await inspectDeployed(session, stage, result.action, name, null, null);
  } finally {
    await image.giveBack();
  }
}
