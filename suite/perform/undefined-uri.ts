import { fillPath } from '../document/href.ts';
import { vmParameters } from '../session/act.ts';
import { Blocked, NotApplicable, NotProvided } from '../session/blocked.ts';
import type { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';
import { withVm } from './actions.ts';
import { knownTask } from './known-task.ts';
import type { Performer } from './performer.ts';

const NOWHERE = 'conformance-nothing';

/** Asks for what no section defines; the exchange belongs to no operation. */
async function ask(session: Session, method: 'GET' | 'POST', path: string): Promise<void> {
  await session.send({
    operation: null,
    method,
    path,
    parameters: {},
    principal: 'admin',
    role: 'call',
    action: null,
    body: null,
    headers: [],
    safe: true,
  });
}

/** URIs of a VDC, a network, a VM and a task that are there, as far as they are. */
async function thingsToRead(session: Session, stage: Stage): Promise<readonly string[]> {
  const { catalogue, organization, survey } = session.run;
  const at = { 'version-number': catalogue.version, 'org-name': organization };
  const uri = (id: string, parameters: Readonly<Record<string, string>>): string =>
    fillPath(catalogue.operation(id).path, { ...at, ...parameters });
  const [vdc] = survey.vdcs;
  const here = { 'vdc-name': vdc?.name ?? '' };
  const task = await knownTask(session, stage).catch((error: unknown) => {
    if (error instanceof NotApplicable || error instanceof NotProvided || error instanceof Blocked) return undefined;
    throw error;
  });
  return [
    ...(vdc === undefined ? [] : [uri('get-vdc-information', here)]),
    ...(vdc?.networks ?? [])
      .slice(0, 1)
      .map((name) => uri('get-network-information', { ...here, 'network-name': name })),
    ...(vdc?.vms ?? []).slice(0, 1).map(({ name }) => uri('get-vm-information', { ...here, 'vm-name': name })),
    ...(task === undefined ? [] : [uri('get-task', { 'task-id': task })]),
  ];
}

export const performUndefinedUri: Performer = async (scenario, session, stage) => {
  const { catalogue, organization } = session.run;
  const at = { 'version-number': catalogue.version, 'org-name': organization };
  const { path } = catalogue.operation(scenario.operation ?? '');
  if (scenario.variation.kind === 'child') {
    await ask(session, 'GET', `${fillPath(path, at)}/${NOWHERE}`);
    for (const below of await thingsToRead(session, stage)) await ask(session, 'GET', `${below}/${NOWHERE}`);
    return;
  }
  await withVm(stage, { state: 'powered-off', brief: true }, async (vm) => {
    const parameters = vmParameters(vm);
    await session.call('get-vm-information', { role: 'read', parameters });
    await ask(session, 'POST', `${fillPath(path, { ...at, ...parameters })}/${NOWHERE}`);
    await session.call('get-vm-information', { role: 'read', parameters });
    return 'kept';
  });
};
