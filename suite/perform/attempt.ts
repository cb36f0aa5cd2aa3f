import { isNoRoom } from '../catalogue/no-room.ts';
import type { Operation } from '../catalogue/types.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import type { Exchange, PrincipalId } from '../evidence/types.ts';
import { isAccepted, vmParameters } from '../session/act.ts';
import { awaitTask } from '../session/await-task.ts';
import type { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';
import type { Binding } from './bind.ts';
import { nothingMade } from './deployments.ts';
import { secondChance } from './no-room.ts';
import { withRoom } from './with-room.ts';

/** The store may hold one image only: what a server made of a wrong upload must not stand in the way of the next. */
async function removeOwnImages(session: Session, list: Exchange): Promise<void> {
  const { run } = session;
  for (const { name } of linksOf(run.documents.root(list), run.catalogue.version)) {
    if (!name.startsWith(run.names.prefix)) continue;
    const call = await session.call('delete-uploaded-image', { role: 'stage', parameters: { 'image-name': name } });
    if (isAccepted(call)) run.ledger.removed({ kind: 'image', organization: run.organization, name });
  }
}

/** The one thing that is wrong about the request. */
export interface Defect {
  readonly principal?: PrincipalId;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly body?: Uint8Array | string | null;
  /** The answer was armed at a test hook, for one call: whatever it says, it is not asked for again. */
  readonly armed?: true;
}

/**
 * Sends a request with one defect, with a look before and after at what it must not have changed. A server that takes
 * it all the same is followed to the end, so that nothing is left behind.
 */
export async function attempt(
  session: Session,
  stage: Stage,
  operation: Operation,
  binding: Binding,
  defect: Defect,
): Promise<Exchange> {
  const { run } = session;
  // The store is compared before and after, so nobody else may use it meanwhile.
  const leave = operation.tier === 'images' && binding.image === null ? await stage.images.enterStore() : null;
  const action = session.nextAction();
  const changing = operation.method !== 'GET' || (defect.method !== undefined && defect.method !== 'GET');
  const looksAtVm = changing && binding.vm !== null;
  const at = binding.vm === null ? {} : vmParameters(binding.vm);
  let lost = false;
  if (binding.weakened) session.note('weakened', 'the request is about a name that does not exist', { action });
  try {
    if (looksAtVm) await session.call('get-vm-information', { role: 'before.info', action, parameters: at });
    if (changing && operation.tier === 'images')
      await session.call('list-uploaded-image', { role: 'before.images', action });
    if (binding.creates !== null) run.ledger.intend(binding.creates);
    const request = {
      role: 'call' as const,
      action,
      parameters: { ...binding.parameters, ...defect.parameters },
      principal: defect.principal ?? binding.principal,
      body: defect.body === undefined ? binding.body : defect.body,
      headers: binding.headers,
      harmless: true,
      ...(defect.method === undefined ? {} : { method: defect.method }),
    };
    const place = (): string =>
      binding.vm?.vdc ?? stage.creator.landingOf(binding.image?.name ?? '') ?? run.survey.vdcs[0]?.name ?? '';
    const ask = async (last: { readonly call: Exchange } | null): Promise<{ readonly call: Exchange }> => ({
      call: await session.call(operation.id, last === null ? request : { ...request, attempt: last.call.attempt + 1 }),
    });
    // A full VDC may be told of before anything else is looked at; with room in it, the defect alone is left to answer for.
    const { call } = defect.armed === true ? await ask(null) : await withRoom(session, stage, place, ask);
    const accepted = isAccepted(call);
    if (accepted && operation.kind === 'asynchronous') await awaitTask(session, call, action, operation.taskTypes[0]);
    if (binding.creates !== null) {
      if (accepted || call.response === null) run.ledger.created(binding.creates);
      else run.ledger.refused(binding.creates);
    }
    const code = errorCodeOf(run.documents.root(call));
    if (isNoRoom(code) && defect.armed !== true) secondChance(session, String(code), action);
    if (looksAtVm) {
      const after = await session.call('get-vm-information', { role: 'after.info', action, parameters: at });
      lost = after.response?.status === 404;
    }
    if (changing && operation.tier === 'images') {
      const after = await session.call('list-uploaded-image', { role: 'after.images', action });
      if (accepted && binding.creates?.kind === 'image') await removeOwnImages(session, after);
    }
    if (binding.creates?.kind === 'vm' && binding.creates.vdc === undefined)
      await nothingMade(session, action, binding.creates.name);
    if (binding.creates?.kind === 'vm' && binding.creates.vdc !== undefined) {
      const ref = { vdc: binding.creates.vdc, vm: binding.creates.name };
      const created = await session.call('get-vm-information', {
        role: 'gone.info',
        action,
        parameters: vmParameters(ref),
      });
      if (created.response?.status === 200) {
        run.ledger.created(binding.creates);
        if (operation.tier === 'life-cycle') await stage.adopt(ref);
      }
    }
    return call;
  } finally {
    leave?.();
    await binding.image?.giveBack();
    if (binding.vm !== null) stage.release(binding.vm, lost ? 'lost' : 'kept');
  }
}
