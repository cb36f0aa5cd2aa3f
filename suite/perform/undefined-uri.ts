import { fillPath } from '../document/href.ts';
import { vmParameters } from '../session/act.ts';
import type { Session } from '../session/session.ts';
import { withVm } from './actions.ts';
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

export const performUndefinedUri: Performer = async (scenario, session, stage) => {
  const { catalogue, organization } = session.run;
  const at = { 'version-number': catalogue.version, 'org-name': organization };
  const { path } = catalogue.operation(scenario.operation ?? '');
  if (scenario.variation.kind === 'child') {
    await ask(session, 'GET', `${fillPath(path, at)}/${NOWHERE}`);
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
