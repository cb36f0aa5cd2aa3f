import { linksOf } from '../document/links.ts';
import { NotApplicable } from '../session/blocked.ts';
import type { Session } from '../session/session.ts';
import { attempt } from './attempt.ts';
import { bind, whileBound } from './bind.ts';
import type { Performer } from './performer.ts';

/** Which list shows whether a name is taken. */
const LISTS: Readonly<Record<string, string>> = {
  'org-name': 'get-organization-list',
  'vdc-name': 'get-vdc-list',
  'network-name': 'get-network-list',
  'vm-name': 'get-vm-list',
  'task-id': 'get-task-list',
  'image-name': 'list-uploaded-image',
};

async function listed(
  session: Session,
  parameter: string,
  at: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { run } = session;
  const list = await session.call(LISTS[parameter] ?? '', { role: 'stage', parameters: at });
  return linksOf(run.documents.root(list), run.catalogue.version).map((link) => link.name);
}

/** Of a number, what is left may well be the number of an earlier task, listed or not: all of it goes. */
function cutShort(name: string, parameter: string): string {
  return parameter === 'task-id' && /\d$/.test(name) ? name.replace(/\d+$/, '') : name.slice(0, -1);
}

/** Asks for a name that is a real one with its last character missing, or with one more. */
export const performNearName: Performer = async (scenario, session, stage) => {
  const { run } = session;
  const operation = run.catalogue.operation(scenario.operation ?? '');
  const parameter = String(scenario.variation.parameter);
  const binding = await bind(operation, session, stage);
  const known = parameter === 'org-name' ? run.organization : (binding.parameters[parameter] ?? '');
  const near = scenario.variation.kind === 'name-cut-short' ? cutShort(known, parameter) : `${known}x`;
  await whileBound(binding, stage, async () => {
    const names = near === '' ? [] : await listed(session, parameter, binding.parameters);
    // Where upper and lower case are one (reading name-case), a name in the other case is taken as well.
    if (near === '' || names.some((name) => name.toLowerCase() === near.toLowerCase()))
      throw new NotApplicable(`there is something called ${near === '' ? 'nothing' : near} as well`);
  });
  await attempt(session, stage, operation, { ...binding, weakened: false }, { parameters: { [parameter]: near } });
};

/** Asks one VDC for what another one holds. */
export const performOtherVdc: Performer = async (scenario, session, stage) => {
  const { run } = session;
  const operation = run.catalogue.operation(scenario.operation ?? '');
  if (run.survey.vdcs.length < 2) throw new NotApplicable('the organisation has one VDC only');
  if (scenario.variation.thing === 'network') {
    for (const vdc of run.survey.vdcs) {
      const other = run.survey.vdcs.find(({ name }) => name !== vdc.name);
      const network = vdc.networks.find((name) => other !== undefined && !other.networks.includes(name));
      if (other === undefined || network === undefined) continue;
      const parameters = { 'vdc-name': other.name, 'network-name': network };
      await session.call(operation.id, { role: 'call', parameters });
      return;
    }
    throw new NotApplicable('all VDCs have networks of the same names');
  }
  const binding = await bind(operation, session, stage, { own: true });
  const other = run.survey.vdcs.find(({ name }) => name !== binding.parameters['vdc-name']);
  await whileBound(binding, stage, async () => {
    const there = await listed(session, 'vm-name', { 'vdc-name': other?.name ?? '' });
    // A deployment under the name of a VM may have landed in another VDC, where the name was free.
    if (there.includes(binding.parameters['vm-name'] ?? ''))
      throw new NotApplicable('the other VDC has a VM of the same name');
  });
  await attempt(session, stage, operation, binding, { parameters: { 'vdc-name': other?.name ?? '' } });
};
