import { hasPublicIp } from '../document/vm.ts';
import { act, vmParameters } from '../session/act.ts';
import { NotApplicable } from '../session/blocked.ts';
import { namedVm } from '../session/bodies.ts';
import type { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';
import { withVm } from './actions.ts';
import type { Performer } from './performer.ts';

/** The name to clone to, by what is odd about it; all begin as every name of the run does. */
const ODD: Readonly<Record<string, (name: string) => string>> = {
  'name-with-accent': (name) => `${name}é`,
  'name-in-upper-case': (name) => `${name}AbC`,
  'long-name': (name) => name.padEnd(40, 'abcdefghij'),
};

/** Clones with everything looked at, the clone and its NICs included. */
async function cloneTo(
  session: Session,
  stage: Stage,
  source: { vdc: string; vm: string },
  name: string,
): Promise<boolean> {
  const { run } = session;
  const clone = { vdc: source.vdc, vm: name };
  const result = await act(session, 'clone-vm', source, {
    depth: 'full',
    body: namedVm(run, name),
    creates: { kind: 'vm', organization: run.organization, vdc: source.vdc, name },
    created: async (action) => {
      await session.call('get-vm-information', { role: 'after.new.info', action, parameters: vmParameters(clone) });
      await session.call('get-vm-virtualnic-list', { role: 'after.new.nics', action, parameters: vmParameters(clone) });
    },
  });
  if (result.accepted) await stage.adopt(clone);
  return result.accepted;
}

/** Clones under an odd name; what comes of it must be found under that name. */
export const performOddClone: Performer = async (scenario, session, stage) => {
  const odd = ODD[String(scenario.variation.kind)];
  if (odd === undefined) throw new Error(`nobody knows the name ${scenario.variation.kind}`);
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
    await cloneTo(session, stage, vm, odd(session.run.names.next()));
    return 'kept';
  });
};

/** Clones a powered-off VM that was there before and has two NICs; cloning reads it and changes nothing. */
export const performCloneTwoNics: Performer = async (_scenario, session, stage) => {
  for (const { name: vdc, vms } of session.run.survey.vdcs) {
    const source = vms.find(
      ({ information, nics }) => nics.length === 2 && information?.status === 'powered-off' && hasPublicIp(information),
    );
    if (source === undefined) continue;
    if (await cloneTo(session, stage, { vdc, vm: source.name }, session.run.names.next())) return;
  }
  throw new NotApplicable('there is no powered-off VM with two NICs and a public IP that could be cloned');
};
