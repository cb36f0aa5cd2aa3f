import { NOT_AN_IMAGE } from '../catalogue/not-an-image.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { isAccepted } from '../session/act.ts';
import { awaitTask } from '../session/await-task.ts';
import { NotApplicable, NotProvided } from '../session/blocked.ts';
import { deployment } from '../session/bodies.ts';
import { deploy } from '../session/deploy.ts';
import { removeImage } from '../session/remove-image.ts';
import type { Session } from '../session/session.ts';
import type { UploadTraits } from '../session/upload.ts';
import { uploadImage } from '../session/upload-image.ts';
import type { Stage } from '../stage/stage.ts';
import { inspectDeployed } from './deployments.ts';
import type { Performer } from './performer.ts';

async function remove(session: Session, stage: Stage, name: string): Promise<boolean> {
  const { run } = session;
  const action = session.nextAction();
  await session.call('list-uploaded-image', { role: 'before.images', action });
  const call = await session.call('delete-uploaded-image', {
    role: 'call',
    action,
    parameters: { 'image-name': name },
  });
  await session.call('list-uploaded-image', { role: 'after.images', action });
  if (!isAccepted(call)) return false;
  run.ledger.removed({ kind: 'image', organization: run.organization, name });
  await gone(session, name, action);
  await deployRemoved(session, stage, name);
  return true;
}

/** With the image its name is free again. */
async function uploadAgain(session: Session, asked: string): Promise<void> {
  const { call, name } = await uploadImage(session, asked, 'probe');
  if (isAccepted(call)) await removeImage(session.run, name);
}

/** An image of the run's own in the store, or the reason why there can be none. */
async function own(
  session: Session,
  role: 'call' | 'probe',
): Promise<{ readonly name: string; readonly asked: string } | null> {
  const { run } = session;
  const asked = run.names.next();
  const { call, name } = await uploadImage(session, asked, role);
  if (isAccepted(call)) return { name, asked };
  const code = errorCodeOf(run.documents.root(call)) ?? '';
  const store = run.survey.images.length;
  if (code === 'UploadImageAmountQuotaReached' && store > 0) {
    throw new NotApplicable(
      `the image store is full with ${store} image${store === 1 ? '' : 's'} that the run must not delete (§3.20 lets a store hold one)`,
    );
  }
  if (run.target.upload.file === undefined && NOT_AN_IMAGE.includes(code)) {
    throw new NotProvided(
      `the server takes none of the sample images (${code}); name a real one under upload.file in the target file`,
    );
  }
  return null;
}

/** Uploads that are right and unlike the plain one. */
const TRAITS: Readonly<Record<string, UploadTraits>> = {
  'quoted-boundary': { quoted: true },
  'bigger-image': { disk: 256 * 1024 },
};

/** One scenario at a time: the store may hold a single image. */
export const performImageStore: Performer = async (scenario, session, stage) => {
  const leave = await stage.images.enterStore();
  try {
    await perform(String(scenario.variation.kind), session, stage);
  } finally {
    leave();
  }
};

async function perform(kind: string, session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  const image = await own(session, kind === 'upload' ? 'call' : 'probe');
  if (image === null) return;
  const { name, asked } = image;
  const traits = TRAITS[kind];
  if (traits !== undefined) {
    // The store may hold one image only.
    await removeImage(run, name);
    const other = await uploadImage(session, run.names.next(), 'call', traits);
    if (isAccepted(other.call)) await removeImage(run, other.name);
    if (errorCodeOf(run.documents.root(other.call)) === 'UploadImageSizeQuotaReached')
      throw new NotApplicable('the server takes no image of this size (UploadImageSizeQuotaReached)');
    return;
  }
  if (kind === 'upload-twice') await uploadImage(session, asked, 'call');
  if (kind === 'upload-second') {
    const second = await uploadImage(session, run.names.next(), 'call');
    if (isAccepted(second.call)) await removeImage(run, second.name);
  }
  if (kind === 'delete') {
    await deployOwn(session, stage, name);
    if (await remove(session, stage, name)) await uploadAgain(session, asked);
    return;
  }
  await removeImage(run, name);
}

/** What was uploaded can be deployed (§3.20); a sample may of course be found wanting then. */
async function deployOwn(session: Session, stage: Stage, image: string): Promise<void> {
  const { run } = session;
  if (run.target.upload.file === undefined || !run.target.tiers.includes('life-cycle')) return;
  for (const publicIp of [false, true]) {
    const vm = run.names.next();
    const result = await deploy(session, image, deployment(run, vm, 'small', publicIp), vm, 'light');
    if (!result.accepted) continue;
    await inspectDeployed(session, stage, image, result.action, vm, result.task?.path ?? null, result.task?.id ?? null);
    return;
  }
}

/** An image that is not in the store cannot be deployed; a server that does it all the same has made a VM. */
async function deployRemoved(session: Session, stage: Stage, image: string): Promise<void> {
  const { run } = session;
  if (!run.target.tiers.includes('life-cycle')) return;
  const vm = run.names.next();
  run.ledger.intend({ kind: 'vm', organization: run.organization, name: vm });
  const parameters = { 'image-name': image };
  const body = deployment(run, vm, 'small', stage.creator.wantsPublicIp(image));
  const call = await session.call('deploy-uploaded-image', { role: 'probe', parameters, body, harmless: true });
  if (isAccepted(call)) await awaitTask(session, call, session.nextAction(), 'DeployVm');
  else run.ledger.refused({ kind: 'vm', organization: run.organization, name: vm });
}

/** A name that was deleted is not there to be deleted again. */
async function gone(session: Session, name: string, action: number): Promise<void> {
  await session.call('delete-uploaded-image', { role: 'probe', action, parameters: { 'image-name': name } });
}
