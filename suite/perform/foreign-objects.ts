import { linksOf } from '../document/links.ts';
import { NotApplicable } from '../session/blocked.ts';
import type { Session } from '../session/session.ts';
import { attempt } from './attempt.ts';
import { bind, whileBound } from './bind.ts';
import type { Performer } from './performer.ts';

/** VDCs of the other organisation that are looked into. */
const MOST_VDCS = 3;

async function listed(
  session: Session,
  operation: string,
  parameters: Readonly<Record<string, string>>,
  principal: 'admin' | 'foreignAdmin',
): Promise<readonly string[]> {
  const { run } = session;
  const list = await session.call(operation, { role: 'probe', parameters, principal });
  return list.response?.status === 200
    ? linksOf(run.documents.root(list), run.catalogue.version).map((link) => link.name)
    : [];
}

/** Names of the other organisation, as its own administrator reads them. */
async function namesOf(session: Session, list: string, organization: string): Promise<readonly string[]> {
  const at = { 'org-name': organization };
  if (list !== 'get-vm-list' && list !== 'get-network-list') return listed(session, list, at, 'foreignAdmin');
  const vdcs = await listed(session, 'get-vdc-list', at, 'foreignAdmin');
  const lists = vdcs
    .slice(0, MOST_VDCS)
    .map((vdc) => listed(session, list, { ...at, 'vdc-name': vdc }, 'foreignAdmin'));
  return (await Promise.all(lists)).flat();
}

/** Our own organisation, asked by ourselves for what only another one has. */
export const performForeignObject: Performer = async (scenario, session, stage) => {
  const { run } = session;
  const operation = run.catalogue.operation(scenario.operation ?? '');
  if (run.foreignOrganization === null) throw new NotApplicable('the organisation of foreignAdmin is not known');
  const list = String(scenario.variation.list);
  const parameter = String(scenario.variation.parameter);
  const theirs = await namesOf(session, list, run.foreignOrganization);
  const binding = await bind(operation, session, stage);
  const name = await whileBound(binding, stage, async () => {
    const ours = new Set((await listed(session, list, binding.parameters, 'admin')).map((one) => one.toLowerCase()));
    const found = theirs.find((one) => !ours.has(one.toLowerCase()));
    if (found === undefined)
      throw new NotApplicable('the other organisation has nothing of the kind that is called otherwise than ours');
    return found;
  });
  await attempt(session, stage, operation, { ...binding, weakened: false }, { parameters: { [parameter]: name } });
};
