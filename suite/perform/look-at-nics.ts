import { linksOf } from '../document/links.ts';
import { type VmRef, vmParameters } from '../session/act.ts';
import type { Session } from '../session/session.ts';

/** Reads each NIC of a VM of the run's own. */
export async function lookAtNics(session: Session, vm: VmRef): Promise<void> {
  const { run } = session;
  const parameters = vmParameters(vm);
  const list = await session.call('get-vm-virtualnic-list', { role: 'read', parameters });
  for (const { name } of linksOf(run.documents.root(list), run.catalogue.version))
    await session.call('get-vm-virtualnic-information', {
      role: 'read',
      parameters: { ...parameters, 'virtualnic-name': name },
    });
}
