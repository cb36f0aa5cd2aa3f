import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { act, vmParameters } from '../session/act.ts';
import { NotApplicable } from '../session/blocked.ts';
import { deployment, namedVm } from '../session/bodies.ts';
import { deploy } from '../session/deploy.ts';
import { Session } from '../session/session.ts';
import { withVm } from './actions.ts';
import { inspectDeployed } from './deployments.ts';
import type { Performer } from './performer.ts';

/** More VMs than this are not made only to reach a quota. */
const MOST = 25;

/** Fills the VDC up to the VM quota that the target file states, and asks for one more (§3.67). */
export const performQuota: Performer = async (scenario, session, stage) => {
  const { run } = session;
  const quota = run.target.limits.vmQuota;
  if (quota === undefined) throw new NotApplicable('the target file states no VM quota');
  const made: { vdc: string; vm: string }[] = [];
  try {
    await withVm(stage, { state: 'powered-off' }, async (vm) => {
      const list = await session.call('get-vm-list', { role: 'stage', parameters: vmParameters(vm) });
      const held = linksOf(run.documents.root(list), run.catalogue.version).length;
      const missing = quota - held;
      if (missing > MOST)
        throw new NotApplicable(`${missing} VMs would have to be made to reach the quota of ${quota}`);
      // The one too many comes when the VDC is full, by its own count or by the server's.
      for (let n = 0, full = missing <= 0; ; n += 1) {
        const name = run.names.next();
        const clone = async (through: Session): Promise<{ accepted: boolean; code: string | undefined }> => {
          const result = await act(through, 'clone-vm', vm, {
            depth: 'light',
            body: namedVm(run, name),
            creates: { kind: 'vm', organization: run.organization, vdc: vm.vdc, name },
          });
          return { accepted: result.accepted, code: errorCodeOf(run.documents.root(result.call)) };
        };
        const deployOne = async (): Promise<{ accepted: boolean; code: string | undefined }> => {
          const image = run.target.source.image ?? run.survey.images[0];
          if (image === undefined) throw new NotApplicable('there is no image to deploy');
          const result = await deploy(
            session,
            image,
            deployment(run, name, 'small', stage.creator.wantsPublicIp(image)),
            name,
            'light',
          );
          if (result.accepted) await inspectDeployed(session, stage, result.action, name, null, null);
          return { accepted: result.accepted, code: errorCodeOf(run.documents.root(result.call)) };
        };
        const tooMany = scenario.operation === 'deploy-uploaded-image' ? deployOne : () => clone(session);
        const { accepted } = full ? await tooMany() : await clone(new Session(run, 'set-up/clone-vm'));
        if (accepted) made.push({ vdc: vm.vdc, vm: name });
        if (full) break;
        full = !accepted || n + 1 >= missing;
      }
      return 'kept';
    });
  } finally {
    const tidying = new Session(run, 'set-up/delete-vm');
    for (const vm of made) {
      const gone = await act(tidying, 'delete-vm', vm, { depth: 'light' });
      if (gone.accepted) run.ledger.removed({ kind: 'vm', organization: run.organization, vdc: vm.vdc, name: vm.vm });
    }
  }
};
