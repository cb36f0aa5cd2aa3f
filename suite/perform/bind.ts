import type { Operation, StableState } from '../catalogue/types.ts';
import { linksOf } from '../document/links.ts';
import type { PrincipalId } from '../evidence/types.ts';
import { vmParameters } from '../session/act.ts';
import { NotApplicable } from '../session/blocked.ts';
import { deployment, instanceType, namedVm } from '../session/bodies.ts';
import type { SurveyedVm } from '../session/inventory.ts';
import type { Resource } from '../session/ledger.ts';
import type { Session } from '../session/session.ts';
import { uploadBody } from '../session/upload.ts';
import type { BorrowedImage } from '../stage/image-shelf.ts';
import type { OwnedVm } from '../stage/owned-vm.ts';
import type { Stage } from '../stage/stage.ts';
import { knownTask } from './known-task.ts';
import { ensureEnabled, nfsVdc } from './nfs.ts';

/** A request that is right in every respect: what is left of it when a defect is put in is what the scenario is about. */
export interface Binding {
  readonly parameters: Record<string, string>;
  readonly body: Uint8Array | string | null;
  readonly headers: readonly (readonly [string, string])[];
  readonly principal: PrincipalId;
  /** Set when the request is about a VM of the run's own. */
  readonly vm: OwnedVm | null;
  /** What the request would create. */
  readonly creates: Resource | null;
  /** The name asked for is not one that exists, because none that the run may touch does. */
  readonly weakened: boolean;
  /** The image that the request is about, to be given back. */
  readonly image: BorrowedImage | null;
}

/** Binds an operation to resources of the target. Changing operations get a VM of the run's own, reads any that is there. */
export async function bind(
  operation: Operation,
  session: Session,
  stage: Stage,
  options: { readonly state?: StableState; readonly own?: boolean; readonly vdc?: string } = {},
): Promise<Binding> {
  const { run } = session;
  const plain = {
    body: null,
    headers: [],
    principal: session.principalFor(operation),
    vm: null,
    creates: null,
    weakened: false,
    image: null,
  };
  const needs = (parameter: string): boolean => operation.parameters.some((name) => name === parameter);

  if (needs('vm-name')) {
    if (operation.method === 'GET' && options.own !== true) {
      const found = surveyedVm(session, needs('virtualnic-name'), options.vdc);
      if (found !== undefined)
        return { ...plain, parameters: { ...vmParameters(found.ref), 'virtualnic-name': found.vm.nics[0] ?? '' } };
      if (options.vdc !== undefined || !run.target.tiers.includes('life-cycle'))
        throw new NotApplicable('the server shows no VM to read');
    }
    const vm = await stage.lease({
      state: options.state ?? operation.given.states[0] ?? 'powered-off',
      ...(options.vdc === undefined ? {} : { vdc: options.vdc }),
      brief: true,
    });
    const parameters = vmParameters(vm);
    if (operation.action === 'clone') {
      const name = run.names.next();
      return {
        ...plain,
        parameters,
        vm,
        body: namedVm(run, name),
        creates: { kind: 'vm', organization: run.organization, vdc: vm.vdc, name },
      };
    }
    if (needs('virtualnic-name')) {
      const bound = { ...plain, parameters, vm };
      const list = await whileBound(bound, stage, () =>
        session.call('get-vm-virtualnic-list', { role: 'stage', parameters }),
      );
      const nic = linksOf(run.documents.root(list), run.catalogue.version)[0]?.name ?? 'Network Adapter 1';
      return { ...bound, parameters: { ...parameters, 'virtualnic-name': nic } };
    }
    return { ...plain, parameters, vm, body: operation.request.kind === 'xml' ? instanceType(run, 'medium') : null };
  }
  if (operation.id === 'deploy-uploaded-image') {
    await stage.bodiesKnown();
    const image = await stage.images.borrow();
    if (image.sample) session.note('sample-image', `${image.name} is a sample`);
    await whileBound({ ...plain, parameters: {}, image }, stage, () =>
      stage.creator.knowImage(image.name, image.sample),
    );
    const name = run.names.next();
    return {
      ...plain,
      image,
      parameters: { 'image-name': image.name },
      body: deployment(run, name, 'small', stage.creator.wantsPublicIp(image.name)),
      creates: { kind: 'vm', organization: run.organization, name },
    };
  }
  if (operation.id === 'upload-image') {
    const name = run.names.next();
    const { body, contentType } = uploadBody(run, name);
    return {
      ...plain,
      parameters: {},
      body,
      headers: [['content-type', contentType]],
      creates: { kind: 'image', organization: run.organization, name },
    };
  }
  if (operation.id === 'deploy-nfs-server') {
    await stage.bodiesKnown();
    const name = run.names.next();
    return {
      ...plain,
      parameters: { 'vdc-name': stage.primaryVdc },
      body: namedVm(run, name),
      creates: { kind: 'vm', organization: run.organization, vdc: stage.primaryVdc, name },
    };
  }
  // Only an image of the run's own may be put at risk; where there is none, the name of none is used and the judge told so.
  if (operation.id === 'delete-uploaded-image') {
    const image = await stage.images.borrowToLose();
    if (image !== null) return { ...plain, parameters: { 'image-name': image.name }, image };
    return { ...plain, parameters: { 'image-name': run.names.unknown() }, weakened: true };
  }
  if (needs('task-id')) return { ...plain, parameters: { 'task-id': await knownTask(session, stage) } };
  if (needs('network-name')) {
    const vdc = run.survey.vdcs.find(
      (entry) => entry.networks.length > 0 && (options.vdc === undefined || entry.name === options.vdc),
    );
    if (vdc === undefined) throw new NotApplicable('the server shows no network to read');
    return { ...plain, parameters: { 'vdc-name': vdc.name, 'network-name': vdc.networks[0] ?? '' } };
  }
  // A resync is right only where NFS is enabled; otherwise its refusal would have two reasons.
  if (operation.id === 'resync-nfs-access') {
    await ensureEnabled(session, stage);
    return { ...plain, parameters: { 'vdc-name': nfsVdc(stage) } };
  }
  if (needs('vdc-name')) return { ...plain, parameters: { 'vdc-name': options.vdc ?? stage.primaryVdc } };
  return { ...plain, parameters: {} };
}

/** Looks around before the request is sent; when that fails, what was bound is given back. */
export async function whileBound<T>(binding: Binding, stage: Stage, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (binding.vm !== null) stage.release(binding.vm);
    await binding.image?.giveBack();
    throw error;
  }
}

function surveyedVm(
  session: Session,
  withNic: boolean,
  wanted?: string,
): { ref: { vdc: string; vm: string }; vm: SurveyedVm } | undefined {
  for (const vdc of session.run.survey.vdcs) {
    if (wanted !== undefined && vdc.name !== wanted) continue;
    const vm = vdc.vms.find(
      (candidate) => candidate.information !== undefined && (!withNic || candidate.nics.length > 0),
    );
    if (vm !== undefined) return { ref: { vdc: vdc.name, vm: vm.name }, vm };
  }
  return undefined;
}
