import { isNoRoom } from '../catalogue/no-room.ts';
import { NOT_AN_IMAGE } from '../catalogue/not-an-image.ts';
import { errorCodeOf } from '../document/error-message.ts';
import type { Scenario } from '../plan/types.ts';
import { vmParameters } from '../session/act.ts';
import { NotApplicable } from '../session/blocked.ts';
import { deployment } from '../session/bodies.ts';
import { deploy } from '../session/deploy.ts';
import type { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';
import { freedName } from './actions.ts';
import { noRoom } from './no-room.ts';
import type { Performer } from './performer.ts';
import { withRoom } from './with-room.ts';

/** Finds the VM that a deployment made and reads all that the judge wants to know of it. */
export async function inspectDeployed(
  session: Session,
  stage: Stage,
  image: string,
  action: number,
  name: string,
  taskPath: string | null,
  taskId: string | null,
): Promise<boolean> {
  const { run } = session;
  let found = false;
  for (const { name: vdc } of run.survey.vdcs) {
    const parameters = vmParameters({ vdc, vm: name });
    const probe = await session.call('get-vm-information', { role: 'probe', action, parameters });
    if (probe.response?.status !== 200) continue;
    found = true;
    stage.creator.landed(image, vdc);
    await session.call('get-vm-information', { role: 'after.new.info', action, parameters });
    await session.call('get-vm-virtualnic-list', { role: 'after.new.nics', action, parameters });
    await session.call('get-vm-list', { role: 'after.vms', action, parameters });
    run.ledger.created({ kind: 'vm', organization: run.organization, vdc, name });
    await stage.adopt({ vdc, vm: name });
    break;
  }
  if (taskPath !== null && taskId !== null) {
    await session.call('get-task-list', { role: 'after.tasks', action });
    await session.call('get-task', { role: 'recheck', action, path: taskPath, parameters: { 'task-id': taskId } });
  }
  return found;
}

export const performDeploy: Performer = async (scenario, session, stage) => {
  const both = scenario.variation.wrongNics === true;
  if (both && !session.run.target.claims.publicIp) throw new NotApplicable('the implementation claims no public IPs');
  await stage.bodiesKnown();
  const first = await stage.images.borrow();
  if (first.sample) session.note('sample-image', `${first.name} is a sample`);
  try {
    const others = stage.images.found.filter((name) => name !== first.name);
    for (const image of both ? [first.name, ...others.slice(0, 1)] : [first.name]) {
      let deployable = false;
      let refused: string | undefined;
      // Refused first and right then, where that is known: what was refused has taken no name.
      const wanted = stage.creator.wantsPublicIp(image);
      for (const publicIp of both && !first.sample ? [!wanted, wanted] : [false, true]) {
        const { code, ended, name } = await deployWithRoom(session, stage, image, publicIp, scenario, refused);
        refused = code === undefined ? undefined : name;
        if (both && isNoRoom(code)) noRoom(session, 'there is no room that would let the rule show', String(code));
        // What was deployed with one setting is an image; that the other is refused has another reason.
        if (first.sample && !deployable && (NOT_AN_IMAGE.includes(code ?? '') || ended === 'ended-badly'))
          throw stage.images.rejectSample(code ?? 'its task fails');
        deployable ||= ended === 'ended-well';
        // With one NIC the first try is right, with two the second; the scenario about the rule wants to see both.
        if (!both && code !== 'NetNotConfigurePubIPForTwoNic') break;
      }
    }
  } finally {
    await first.giveBack();
  }
  if (both && first.sample) await tryRuleOnSample(scenario, session, stage);
};

/** A sample with two NICs, where the server goes by what stands in it: with a public IP, and without, which is refused. */
async function tryRuleOnSample(scenario: Scenario, session: Session, stage: Stage): Promise<void> {
  const image = await stage.images.borrowToLose(2);
  if (image === null) return;
  try {
    for (const publicIp of [true, false]) await deployWithRoom(session, stage, image.name, publicIp, scenario);
  } finally {
    await image.giveBack();
  }
}

interface Tried {
  readonly code: string | undefined;
  readonly ended: string | undefined;
  readonly name: string;
}

/** Upper and lower case, too, where the scenario is about that. */
function nameFor({ variation }: Scenario, { run }: Session): string {
  const name = run.names.next(variation.ending === 'digit' ? 'digit' : 'letter');
  return variation.mixedCase === true ? `${name}AbC` : name;
}

async function deployWithRoom(
  session: Session,
  stage: Stage,
  image: string,
  publicIp: boolean,
  scenario: Scenario,
  wanted?: string,
): Promise<Tried> {
  const { run } = session;
  const name = wanted ?? nameFor(scenario, session);
  const last = await withRoom(
    session,
    stage,
    () => stage.creator.landingOf(image) ?? stage.primaryVdc,
    async () => {
      const body = deployment(run, name, String(scenario.variation.instanceType), publicIp);
      const result = await deploy(session, image, body, name, 'full');
      const { action, task } = result;
      if (result.accepted)
        await inspectDeployed(session, stage, image, action, name, task?.path ?? null, task?.id ?? null);
      else await nothingMade(session, action, name);
      return result;
    },
  );
  return { code: errorCodeOf(run.documents.root(last.call)), ended: last.task?.phase, name };
}

/** A deployment takes the name of a VM that has been deleted, as a clone does. */
export const performDeployReused: Performer = async (_scenario, session, stage) => {
  const { run } = session;
  await stage.bodiesKnown();
  const image = await stage.images.borrow();
  if (image.sample) session.note('sample-image', `${image.name} is a sample`);
  try {
    await stage.creator.knowImage(image.name, image.sample);
    const vdc = stage.creator.landingOf(image.name);
    if (vdc === null) throw new NotApplicable('where deployments land is not known');
    const { vm } = await freedName(session, stage, vdc, 'large');
    const body = deployment(run, vm, 'small', stage.creator.wantsPublicIp(image.name));
    const { action, accepted, task } = await deploy(session, image.name, body, vm, 'full');
    if (accepted) await inspectDeployed(session, stage, image.name, action, vm, task?.path ?? null, task?.id ?? null);
  } finally {
    await image.giveBack();
  }
};

/** A refused deployment has made nothing, in whichever VDC. */
export async function nothingMade(session: Session, action: number, name: string): Promise<void> {
  const { run } = session;
  for (const { name: vdc } of run.survey.vdcs) {
    const found = await session.call('get-vm-information', {
      role: 'gone.info',
      action,
      parameters: vmParameters({ vdc, vm: name }),
    });
    if (found.response?.status !== 200) continue;
    run.ledger.created({ kind: 'vm', organization: run.organization, vdc, name });
    return;
  }
}
