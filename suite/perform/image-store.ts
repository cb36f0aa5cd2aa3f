import { errorCodeOf } from '../document/error-message.ts';
import type { Exchange } from '../evidence/types.ts';
import { NOT_AN_IMAGE } from '../plan/build.ts';
import { isAccepted } from '../session/act.ts';
import { NotApplicable, NotProvided } from '../session/blocked.ts';
import { deployment } from '../session/bodies.ts';
import { deploy } from '../session/deploy.ts';
import type { Session } from '../session/session.ts';
import { uploadBody } from '../session/upload.ts';
import type { Stage } from '../stage/stage.ts';
import { inspectDeployed } from './deployments.ts';
import type { Performer } from './performer.ts';

async function upload(
  session: Session,
  name: string,
  role: 'call' | 'probe' = 'call',
  action = session.nextAction(),
): Promise<Exchange> {
  const { run } = session;
  const resource = { kind: 'image' as const, organization: run.organization, name };
  const { body, contentType } = uploadBody(run, name);
  await session.call('list-uploaded-image', { role: 'before.images', action });
  run.ledger.intend(resource);
  const call = await session.call('upload-image', {
    role,
    action,
    body,
    headers: [['content-type', contentType]],
    parameters: { 'image-name': name },
  });
  if (isAccepted(call) || call.response === null) run.ledger.created(resource);
  else run.ledger.refused(resource);
  await session.call('list-uploaded-image', { role: 'after.images', action });
  return call;
}

async function remove(session: Session, name: string): Promise<void> {
  const { run } = session;
  const action = session.nextAction();
  await session.call('list-uploaded-image', { role: 'before.images', action });
  const call = await session.call('delete-uploaded-image', {
    role: 'call',
    action,
    parameters: { 'image-name': name },
  });
  await session.call('list-uploaded-image', { role: 'after.images', action });
  if (!isAccepted(call)) return;
  run.ledger.removed({ kind: 'image', organization: run.organization, name });
  await gone(session, name, action);
}

/** An image of the run's own in the store, or the reason why there can be none. */
async function own(session: Session, role: 'call' | 'probe'): Promise<string> {
  const { run } = session;
  const name = run.names.next();
  const call = await upload(session, name, role);
  if (isAccepted(call)) return name;
  const code = errorCodeOf(run.documents.root(call)) ?? '';
  const store = run.survey.images.length;
  if (code === 'UploadImageAmountQuotaReached' && store > 0) {
    throw new NotApplicable(
      `the image store is full with ${store} image${store === 1 ? '' : 's'} that the run must not delete (§3.20 lets a store hold one)`,
    );
  }
  if (run.target.upload.file === undefined && NOT_AN_IMAGE.includes(code)) {
    throw new NotProvided(`the server takes only real images (${code}); name one under upload.file in the target file`);
  }
  return '';
}

/** One scenario at a time: the store may hold a single image. */
export const performImageStore: Performer = async (scenario, session, stage) => {
  const leave = await stage.exclusive('image-store');
  try {
    await perform(String(scenario.variation.kind), session, stage);
  } finally {
    leave();
  }
};

async function perform(kind: string, session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  const name = await own(session, kind === 'upload' ? 'call' : 'probe');
  if (name === '') return;
  if (kind === 'upload-twice') await upload(session, name);
  if (kind === 'upload-second') {
    const second = run.names.next();
    if (isAccepted(await upload(session, second))) await clear(session, second);
  }
  if (kind === 'delete') {
    await deployOwn(session, stage, name);
    await remove(session, name);
    return;
  }
  await clear(session, name);
}

/** What was uploaded can be deployed (§3.20); octets that are no image may of course be found wanting then. */
async function deployOwn(session: Session, stage: Stage, image: string): Promise<void> {
  const { run } = session;
  if (run.target.upload.file === undefined || !run.target.tiers.includes('life-cycle')) return;
  for (const publicIp of [false, true]) {
    const vm = run.names.next();
    const result = await deploy(session, image, deployment(run, vm, 'small', publicIp), vm, 'light');
    if (!result.accepted) continue;
    await inspectDeployed(session, stage, result.action, vm, result.task?.path ?? null, result.task?.id ?? null);
    return;
  }
}

/** A name that was deleted is not there to be deleted again. */
async function gone(session: Session, name: string, action: number): Promise<void> {
  await session.call('delete-uploaded-image', { role: 'probe', action, parameters: { 'image-name': name } });
}

async function clear(session: Session, name: string): Promise<void> {
  const { run } = session;
  const call = await session.call('delete-uploaded-image', { role: 'stage', parameters: { 'image-name': name } });
  if (isAccepted(call)) run.ledger.removed({ kind: 'image', organization: run.organization, name });
}
