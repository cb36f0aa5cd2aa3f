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
      for (const publicIp of [false, true]) {
        const { code, ended } = await deployWithRoom(session, stage, image, publicIp, scenario);
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
  if (both && first.sample) await deployTwoNics(scenario, session, stage);
};

/** A sample with two NICs, where the server goes by what stands in it: with a public IP, and without, which is refused. */
async function deployTwoNics(scenario: Scenario, session: Session, stage: Stage): Promise<void> {
  const image = await stage.images.borrowToLose(2);
  if (image === null) return;
  try {
    for (const publicIp of [true, false]) await deployWithRoom(session, stage, image.name, publicIp, scenario);
  } finally {
    await image.giveBack();
  }
}

async function deployWithRoom(
  session: Session,
  stage: Stage,
  image: string,
  publicIp: boolean,
  scenario: Scenario,
): Promise<{ readonly code: string | undefined; readonly ended: string | undefined }> {
  const { run } = session;
  const last = await withRoom(
    session,
    stage,
    () => stage.creator.landingOf(image) ?? stage.primaryVdc,
    async () => {
      const name = run.names.next(scenario.variation.ending === 'digit' ? 'digit' : 'letter');
      const body = deployment(run, name, String(scenario.variation.instanceType), publicIp);
      const result = await deploy(session, image, body, name, 'full');
      const { action, task } = result;
      if (result.accepted)
        await inspectDeployed(session, stage, image, action, name, task?.path ?? null, task?.id ?? null);
      else await nothingMade(session, action, name);
      return result;
    },
  );
  return { code: errorCodeOf(run.documents.root(last.call)), ended: last.task?.phase };
}

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
