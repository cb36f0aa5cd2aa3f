import { linksOf } from '../document/links.ts';
import { readVm } from '../document/vm.ts';
import type { Exchange } from '../evidence/types.ts';
import type { Survey, SurveyedVdc, SurveyedVm } from './inventory.ts';
import type { Session } from './session.ts';

/** VMs looked at per VDC: a big installation is not walked from end to end. */
const VMS_PER_VDC = 12;

function names(session: Session, exchange: Exchange): readonly string[] {
  if (exchange.response?.status !== 200) return [];
  const found = linksOf(session.run.documents.root(exchange), session.run.catalogue.version).map((link) => link.name);
  return [...new Set(found.filter((name) => name !== ''))];
}

/** Reads the inventory from the top, as an administrator's client would. */
export async function survey(session: Session): Promise<Survey> {
  const { run } = session;
  const organizations = names(session, await session.call('get-organization-list', { role: 'stage' }));
  const listed = names(session, await session.call('get-vdc-list', { role: 'stage' }));
  const wanted = run.target.vdcs.length > 0 ? run.target.vdcs : listed;
  const vdcs: SurveyedVdc[] = [];
  for (const vdc of wanted) {
    const parameters = { 'vdc-name': vdc };
    const vmNames = names(session, await session.call('get-vm-list', { role: 'stage', parameters }));
    const networks = names(session, await session.call('get-network-list', { role: 'stage', parameters }));
    const looked = await Promise.all(
      vmNames.slice(0, VMS_PER_VDC).map(async (name): Promise<SurveyedVm> => {
        const at = { ...parameters, 'vm-name': name };
        const information = readVm(
          run.documents.root(await session.call('get-vm-information', { role: 'stage', parameters: at })),
        );
        const nics = names(session, await session.call('get-vm-virtualnic-list', { role: 'stage', parameters: at }));
        return { name, information, nics };
      }),
    );
    const rest = vmNames.slice(VMS_PER_VDC).map((name): SurveyedVm => ({ name, information: undefined, nics: [] }));
    vdcs.push({ name: vdc, vms: [...looked, ...rest], networks });
  }
  const images = names(session, await session.call('list-uploaded-image', { role: 'stage' }));
  const templates = run.target.claims.templates
    ? names(session, await session.call('list-template', { role: 'stage' }))
    : [];
  const tasks = names(session, await session.call('get-task-list', { role: 'stage' }));
  return { organizations, vdcs, images, templates, tasks };
}
