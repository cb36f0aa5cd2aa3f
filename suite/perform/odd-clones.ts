import { isNoRoom } from '../catalogue/no-room.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { hasPublicIp, readVm, stateOf } from '../document/vm.ts';
import { act, type VmRef, vmParameters } from '../session/act.ts';
import { NotApplicable } from '../session/blocked.ts';
import { instanceType, namedVm } from '../session/bodies.ts';
import { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';
import { otherType, withVm } from './actions.ts';
import { cloneTo } from './clone-to.ts';
import { lookAtNics } from './look-at-nics.ts';
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

/** Clones, or says that the VDC has no room for it. */
async function cloneOrNoRoom(...[session, stage, ...what]: Parameters<typeof cloneTo>): Promise<void> {
  const { call } = await cloneTo(session, stage, ...what);
  const code = errorCodeOf(session.run.documents.root(call));
  if (isNoRoom(code)) noRoom(session, 'the VDC has no room for one more VM', String(code));
}

/** Clones under an odd name; what comes of it must be found under that name. */
export const performOddClone: Performer = async (scenario, session, stage) => {
  const written = BODIES[String(scenario.variation.kind)];
  if (written !== undefined) return cloneAsWritten(written, session, stage);
  const odd = ODD[String(scenario.variation.kind)];
  if (odd === undefined) throw new Error(`nobody knows the name ${scenario.variation.kind}`);
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
    await cloneOrNoRoom(session, stage, vm, odd(session.run.names.next()));
    return 'kept';
  });
};

/** Through every state that a VM with a public IP can be in, and back to where it began. */
const ROUND = ['power-on-vm', 'suspend-vm', 'resume-vm', 'reset-vm', 'power-off-vm'] as const;

/** What a VM is told with in a state, it is told with when it has been through others or grown, and is in that state again. */
async function runAndGrow(session: Session, vm: VmRef): Promise<void> {
  const { run } = session;
  const info = await session.call('get-vm-information', { role: 'stage', parameters: vmParameters(vm) });
  // Some servers make clones that run (reading clone-state); then there is nothing to compare with.
  if (stateOf(readVm(run.documents.root(info))?.status, run.stateWords) !== 'powered-off') return;
  for (const id of ROUND) {
    await act(new Session(run, `set-up/${id}`), id, vm, { depth: 'full' });
    if (id === 'reset-vm') await lookAtNics(session, vm);
  }
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
    // A server may hold a source while it is cloned, and set-up may be at it.
    const unlock = await stage.creator.lockSource(vdc, source.name);
    try {
      await cloneOrNoRoom(session, stage, { vdc, vm: source.name }, session.run.names.next(), { use });
    } finally {
      unlock();
    }
    return;
  }
  const deployed = await deployTwoNics(session, stage);
  if (deployed === null) throw new NotApplicable('there is no VM with two NICs to clone, and no image that makes one');
  await cloneOrNoRoom(session, stage, deployed, session.run.names.next(), { use });
};

/** The same body as other libraries write it: each is the same to XML. */
const BODIES: Readonly<Record<string, (plain: string) => string>> = {
  'body-with-declaration': (plain) => `<?xml version="1.0" encoding="UTF-8"?>\n${plain}\n`,
  'body-in-other-words': (plain) =>
    `<?xml version='1.0'?>\n<!-- a clone -->\n${plain.replaceAll('"', "'").replace(/\/>$/, '\n></VirtualMachine >')}`,
};

async function cloneAsWritten(written: (plain: string) => string, session: Session, stage: Stage): Promise<void> {
  await withVm(stage, { state: 'powered-off' }, async (vm) => {
    const name = session.run.names.next();
    const body = written(namedVm(session.run, name));
    await cloneOrNoRoom(session, stage, vm, name, {
      body,
      headers: [['Content-Type', `${session.run.bodyType}; charset=UTF-8`]],
    });
    return 'kept';
  });
}
