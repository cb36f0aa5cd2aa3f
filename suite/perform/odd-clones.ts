import { errorCodeOf } from '../document/error-message.ts';
import { hasPublicIp, readVm, stateOf } from '../document/vm.ts';
import { act, type VmRef, vmParameters } from '../session/act.ts';
import { NotApplicable } from '../session/blocked.ts';
import { instanceType, namedVm } from '../session/bodies.ts';
import { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';
import { otherType, withVm } from './actions.ts';
import { noRoom } from './no-room.ts';
import type { Performer } from './performer.ts';
import { deployTwoNics } from './two-nics.ts';

/** The name to clone to, by what is odd about it; all begin as every name of the run does. */
const ODD: Readonly<Record<string, (name: string) => string>> = {
  'name-with-accent': (name) => `${name}é`,
  'name-in-upper-case': (name) => `${name}AbC`,
  'name-with-dot': (name) => `${name}.v2`,
  'name-with-blank': (name) => `${name} b`,
  'long-name': (name) => name.padEnd(40, 'abcdefghij'),
};

/** How often room is made where the VDC is full. */
const ROOM_TRIES = 3;
const NO_ROOM: readonly string[] = ['DeployVMAmountQuotaReached', 'DeployPublicIPAmountQuotaReached'];

interface CloneOptions {
  /** Has the clone for itself, before other scenarios may. */
  readonly use?: (clone: VmRef) => Promise<unknown>;
  readonly body?: string;
  readonly headers?: readonly (readonly [string, string])[];
}

/** Clones with everything looked at, the clone and its NICs included; throws Blocked where no room can be had for it. */
async function cloneTo(
  session: Session,
  stage: Stage,
  source: { readonly vdc: string; readonly vm: string },
  name: string,
  { use = () => Promise.resolve(), body = namedVm(session.run, name), headers = [] }: CloneOptions = {},
): Promise<boolean> {
  const { run } = session;
  const clone = { vdc: source.vdc, vm: name };
  for (let tries = 1; ; tries += 1) {
    const result = await act(session, 'clone-vm', source, {
      depth: 'full',
      body,
      headers,
      creates: { kind: 'vm', organization: run.organization, vdc: source.vdc, name },
      created: async (action) => {
        await session.call('get-vm-information', { role: 'after.new.info', action, parameters: vmParameters(clone) });
        await session.call('get-vm-virtualnic-list', {
          role: 'after.new.nics',
          action,
          parameters: vmParameters(clone),
        });
      },
    });
    if (result.accepted) await use(clone);
    if (result.accepted) await stage.adopt(clone);
    const code = errorCodeOf(run.documents.root(result.call)) ?? '';
    if (!NO_ROOM.includes(code)) return result.accepted;
    if (tries >= ROOM_TRIES || !(await stage.makeRoom(source.vdc, code)))
      noRoom(session, `the VDC has no room for one more VM: ${code}`);
  }
}

/** Clones under an odd name; what comes of it must be found under that name. */
export const performOddClone: Performer = async (scenario, session, stage) => {
  if (scenario.variation.kind === 'body-with-declaration') return performDeclaredClone(scenario, session, stage);
  const odd = ODD[String(scenario.variation.kind)];
  if (odd === undefined) throw new Error(`nobody knows the name ${scenario.variation.kind}`);
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
    await cloneTo(session, stage, vm, odd(session.run.names.next()));
    return 'kept';
  });
};

/** What a VM is told with while it is off, it is told with when it has run or grown, and is off again. */
async function runAndGrow(session: Session, vm: VmRef): Promise<void> {
  const { run } = session;
  const info = await session.call('get-vm-information', { role: 'stage', parameters: vmParameters(vm) });
  // Some servers make clones that run (reading clone-state); then there is nothing to compare with.
  if (stateOf(readVm(run.documents.root(info))?.status, run.stateWords) !== 'powered-off') return;
  for (const id of ['power-on-vm', 'power-off-vm'])
    await act(new Session(run, `set-up/${id}`), id, vm, { depth: 'full' });
  const body = instanceType(run, await otherType(session, vm));
  await act(new Session(run, 'set-up/update-vm-instance-type'), 'update-vm-instance-type', vm, { depth: 'full', body });
}

/** A powered-off VM with two NICs: one that was there before, which cloning only reads, or one that is deployed for it. */
export const performCloneTwoNics: Performer = async (_scenario, session, stage) => {
  await stage.bodiesKnown();
  const use = (clone: VmRef): Promise<void> => runAndGrow(session, clone);
  for (const { name: vdc, vms } of session.run.survey.vdcs) {
    const source = vms.find(
      ({ information, nics }) => nics.length === 2 && information?.status === 'powered-off' && hasPublicIp(information),
    );
    if (source === undefined) continue;
    await cloneTo(session, stage, { vdc, vm: source.name }, session.run.names.next(), { use });
    return;
  }
  const deployed = await deployTwoNics(session, stage);
  if (deployed === null) throw new NotApplicable('there is no VM with two NICs to clone, and no image that makes one');
  await cloneTo(session, stage, deployed, session.run.names.next(), { use });
};

/** A body that begins with an XML declaration and is announced with its charset, as most libraries do. */
const performDeclaredClone: Performer = async (_scenario, session, stage) => {
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
    const name = session.run.names.next();
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n${namedVm(session.run, name)}\n`;
    await cloneTo(session, stage, vm, name, { body, headers: [['Content-Type', 'application/xml; charset=UTF-8']] });
    return 'kept';
  });
};
