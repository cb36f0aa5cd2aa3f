import type { HttpMethod, Operation, PathParameter } from '../catalogue/types.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { readVm } from '../document/vm.ts';
import type { PrincipalId } from '../evidence/types.ts';
import { act, isAccepted, vmParameters } from '../session/act.ts';
import { Blocked, NotApplicable } from '../session/blocked.ts';
import { deployment, instanceType, namedVm } from '../session/bodies.ts';
import { Session } from '../session/session.ts';
import type { OwnedVm } from '../stage/owned-vm.ts';
import type { Stage } from '../stage/stage.ts';
import { isSameCaller } from '../target/principals.ts';
import { attempt, type Defect } from './attempt.ts';
import { bind, whileBound } from './bind.ts';
import { ensureServer } from './nfs.ts';
import type { Performer } from './performer.ts';

/** The stranger's own image store, while ours holds an image of the run's making. */
async function mixedImages(session: Session, stage: Stage, organization: string): Promise<void> {
  const image = await stage.images.borrowToLose();
  if (image === null) throw new NotApplicable('the image store takes no image of the run at the moment');
  try {
    await session.call('list-uploaded-image', {
      role: 'call',
      principal: 'foreignAdmin',
      parameters: { 'org-name': organization },
    });
  } finally {
    await image.giveBack();
  }
}

/** The newest tasks of a stranger's list that are looked into. */
const TASKS_LOOKED_INTO = 5;

/** VDCs beside the first in which reads are refused as well. */
const MORE_VDCS = 3;

/** So many VMs of the run's own leave room for one in a second VDC. */
const ROOMY = 8;

/** NFS calls that would be right in a second VDC as well: it has a state of its own. */
const NFS_ELSEWHERE: ReadonlySet<string> = new Set(['deploy-nfs-server', 'enable-nfs-access']);

/** Who is refused in a second VDC as well when something is to be changed. */
const LOOKED_AT_ELSEWHERE: ReadonlySet<PrincipalId> = new Set(['nonAdmin', 'foreignAdmin']);

function operationOf(session: Session, id: string | null) {
  if (id === null) throw new Error('a scenario of this family needs an operation');
  return session.run.catalogue.operation(id);
}

export const performAccess: Performer = async (scenario, session, stage) => {
  const operation = operationOf(session, scenario.operation);
  const principal = scenario.variation.principal as PrincipalId;
  const { admin, accountManager } = session.run.target.principals;
  if (principal === 'admin' && isSameCaller(admin, accountManager)) {
    throw new NotApplicable('the administrator of the target file is account manager as well');
  }
  const binding = await bind(operation, session, stage);
  const answer = await attempt(session, stage, operation, binding, { principal });
  // Refused for want of an NFS server: once there is one, the principal alone is left to refuse.
  const code = errorCodeOf(session.run.documents.root(answer));
  if (operation.id === 'enable-nfs-access' && code === 'NfsVMNotFound' && (await ensureServer(session, stage))) {
    await attempt(session, stage, operation, binding, { principal });
  }
  if (!operation.parameters.includes('vdc-name')) return;
  if (operation.method !== 'GET') return elsewhere(operation, principal, session, stage);
  if (principal === 'foreignAdmin') await askForNothing(operation, session, stage);
  // A door may stand open in one VDC only; reading through it costs next to nothing.
  for (const vdc of session.run.survey.vdcs.slice(1, MORE_VDCS + 1)) {
    const shown = operation.parameters.includes('vm-name')
      ? vdc.vms.length > 0
      : !operation.parameters.includes('network-name') || vdc.networks.length > 0;
    if (!shown) continue;
    const other = await bind(operation, session, stage, { vdc: vdc.name });
    await attempt(session, stage, operation, other, { principal });
  }
};

/** What of a stranger's may be asked for by a name that nothing has: the last one in the path that has no form of its own. */
const UNKNOWN: readonly PathParameter[] = ['vm-name', 'network-name', 'vdc-name'];

/** A stranger is refused what is not there as well, and not told in another way than an owner would be. */
async function askForNothing(operation: Operation, session: Session, stage: Stage): Promise<void> {
  const parameter = UNKNOWN.find((name) => operation.parameters.includes(name));
  if (parameter === undefined) return;
  const binding = await bind(operation, session, stage);
  const parameters = { [parameter]: session.run.names.unknown() };
  await attempt(session, stage, operation, binding, { principal: 'foreignAdmin', parameters });
}

/** The same in a second VDC, of a VM that is off: there it costs no task as a rule. */
async function elsewhere(operation: Operation, principal: PrincipalId, session: Session, stage: Stage): Promise<void> {
  const vdc = session.run.survey.vdcs[1]?.name;
  if (vdc !== undefined && NFS_ELSEWHERE.has(operation.id) && principal !== 'anonymous') {
    const binding = await bind(operation, session, stage);
    const creates = binding.creates?.kind === 'vm' ? { ...binding.creates, vdc } : null;
    await attempt(session, stage, operation, { ...binding, parameters: { 'vdc-name': vdc }, creates }, { principal });
    return;
  }
  const [state = 'powered-off'] = operation.given.states;
  const onVm = operation.parameters.includes('vm-name') && state === 'powered-off';
  if (vdc === undefined || !onVm || !LOOKED_AT_ELSEWHERE.has(principal)) return;
  // Where the run may own few VMs only, each look into another VDC would cost one here.
  if (session.run.target.limits.ownedVms < ROOMY) return;
  try {
    const binding = await bind(operation, session, stage, { vdc });
    await attempt(session, stage, operation, binding, { principal });
  } catch (error) {
    // Whether VMs can be made there, and whether there is room for one, is not what this is about.
    if (!(error instanceof NotApplicable || (error instanceof Blocked && error.reason === 'no-lease'))) throw error;
    session.note('second-vdc', error.message);
  }
}

/** Our own object, asked for below the stranger's organisation, by the stranger. */
export const performMixedPath: Performer = async (scenario, session, stage) => {
  const operation = operationOf(session, scenario.operation);
  const { foreignOrganization } = session.run;
  if (foreignOrganization === null) throw new NotApplicable('the organisation of foreignAdmin is not known');
  if (operation.id === 'list-uploaded-image') return mixedImages(session, stage, foreignOrganization);
  if (operation.id === 'get-vm-list') await stage.bodiesKnown();
  const binding = await bind(operation, session, stage, { own: true });
  const parameters = { 'org-name': foreignOrganization };
  const answer = await attempt(
    session,
    stage,
    operation,
    { ...binding, creates: null },
    { principal: 'foreignAdmin', parameters },
  );
  if (operation.id !== 'get-task-list') return;
  // Ids may be the same in two organisations; what a task is about tells whose it is.
  const ids = linksOf(session.run.documents.root(answer), session.run.catalogue.version).map((link) => link.name);
  for (const id of ids.slice(-TASKS_LOOKED_INTO)) {
    const task = { ...parameters, 'task-id': id };
    await session.call('get-task', { role: 'call', principal: 'foreignAdmin', parameters: task });
  }
};

export const performUnsupportedVersion: Performer = async (scenario, session, stage) => {
  const operation = operationOf(session, scenario.operation);
  await attempt(session, stage, operation, await bind(operation, session, stage), {
    parameters: { 'version-number': String(scenario.variation.version) },
  });
};

export const performUnknownObject: Performer = async (scenario, session, stage) => {
  const operation = operationOf(session, scenario.operation);
  const parameter = scenario.variation.parameter as PathParameter;
  const binding = await bind(operation, session, stage);
  const odd = scenario.variation.odd === true ? '&co' : '';
  const known = binding.parameters['task-id'] ?? '';
  const value = `${parameter === 'task-id' ? unlike(known) : session.run.names.unknown()}${odd}`;
  await attempt(session, stage, operation, { ...binding, weakened: false }, { parameters: { [parameter]: value } });
};

/** An id of the same shape as a real one, which no task has. */
function unlike(id: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return '00000000-0000-4000-8000-000000000000';
  return /\d/.test(id) ? id.replace(/\d+(?=\D*$)/, (digits) => `9${'9'.repeat(digits.length)}7`) : `${id}zz`;
}

export const performUndefinedMethod: Performer = async (scenario, session, stage) => {
  const operation = operationOf(session, scenario.operation);
  // A method that a server wrongly takes may change what it is sent to, so a VM of the run's own is used.
  const binding = await bind(operation, session, stage, { own: scenario.tier === 'life-cycle' });
  await attempt(
    session,
    stage,
    operation,
    { ...binding, creates: null },
    { method: scenario.variation.method as HttpMethod, body: null },
  );
};

export const performWrongBody: Performer = async (scenario, session, stage) => {
  const operation = operationOf(session, scenario.operation);
  const binding = await bind(operation, session, stage);
  const { vm } = binding;
  if (operation.id === 'update-vm-instance-type' && vm !== null)
    await whileBound(binding, stage, () => enlarge(session, vm));
  await attempt(session, stage, operation, binding, {
    body: wrong(String(scenario.variation.defect), session, operation.id, binding),
  });
};

/** A server that falls back to the smallest size, where it should refuse, shows it on a VM that has another. */
async function enlarge(session: Session, vm: OwnedVm): Promise<void> {
  const { run } = session;
  const info = await session.call('get-vm-information', { role: 'stage', parameters: vmParameters(vm) });
  if (readVm(run.documents.root(info))?.instanceType !== 'small') return;
  const setUp = new Session(run, 'set-up/update-vm-instance-type');
  await act(setUp, 'update-vm-instance-type', vm, { depth: 'light', body: instanceType(run, 'large') });
}

function wrong(
  defect: string,
  session: Session,
  operation: string,
  binding: Awaited<ReturnType<typeof bind>>,
): string | null {
  const right = String(binding.body ?? '');
  const name = binding.creates?.name ?? '';
  switch (defect) {
    case 'body-not-well-formed':
      return right.endsWith('/>') ? right.replace(/\/>$/, '>') : right.replace(/<\/[^<]*>$/, '');
    case 'body-two-roots':
      return `${right}<VirtualMachine/>`;
    case 'body-cut-off':
      return right.slice(0, right.lastIndexOf(right.endsWith('/>') ? '/' : '>'));
    case 'body-empty':
      return null;
    case 'body-wrong-root':
      return right.replaceAll('VirtualMachine', 'VirtualMachineTool');
    case 'unknown-instance-type':
      return right.replace(/<instance-type>[^<]*/, '<instance-type>gigantic');
    case 'larger-instance-type':
      return right.replace(/<instance-type>[^<]*/, '<instance-type>xlarge');
    case 'shortened-instance-type':
      return right.replace(/<instance-type>[^<]*/, '<instance-type>smal');
    case 'no-instance-type':
      return right.replace(/<instance-type>.*<\/instance-type>/, '');
    case 'public-ip-neither':
      return right.replace(/<has-publicIP>[^<]*/, '<has-publicIP>perhaps');
    case 'empty-name':
      return right.replace(`name="${name}"`, 'name=""');
    case 'missing-name':
      return right.replace(` name="${name}"`, '');
    default:
      throw new Error(`${operation}: nobody knows how to make the body ${defect} (${session.scenario})`);
  }
}

export const performNameInUse: Performer = async (scenario, session, stage) => {
  const operation = operationOf(session, scenario.operation);
  const { run } = session;
  const kind = String(scenario.variation.kind);
  if (kind === 'invalid-name-in-path') {
    const binding = await bind(operation, session, stage);
    const parameter = operation.parameters.includes('image-name') ? 'image-name' : 'vm-name';
    await attempt(
      session,
      stage,
      operation,
      { ...binding, weakened: false },
      { parameters: { [parameter]: '%$!*()' } },
    );
    return;
  }
  if (operation.action === 'clone') {
    const second = session.run.survey.vdcs[1]?.name;
    if (scenario.variation.elsewhere === true && second === undefined)
      throw new NotApplicable('the organisation has one VDC only');
    for (const stated of kind === 'name-in-use' ? [null] : statedNames(session, kind)) {
      const binding = await bind(operation, session, stage, {
        ...(scenario.variation.elsewhere === true && second !== undefined ? { vdc: second } : {}),
      });
      // The source's own name is taken for sure, and no second VM is needed to know it.
      const name = stated ?? binding.vm?.vm;
      await attempt(session, stage, operation, { ...binding, creates: null }, { body: namedVm(run, name ?? '') });
    }
    return;
  }
  const binding = await bind(operation, session, stage);
  const image = binding.parameters['image-name'];
  // Names are taken in a VDC, and in which one a deployment lands is the server's choice.
  const vdc = image === undefined ? stage.primaryVdc : stage.creator.landingOf(image);
  let taken: OwnedVm | null = null;
  try {
    if (kind === 'name-in-use') {
      if (vdc === null) throw new NotApplicable('in which VDC deployments land is not known');
      taken = await stage.lease({ state: 'powered-off', vdc });
    }
    for (const name of taken === null ? statedNames(session, kind) : [taken.vm]) {
      const body =
        image === undefined ? namedVm(run, name) : deployment(run, name, 'small', stage.creator.wantsPublicIp(image));
      const given = { ...binding, creates: null, image: null };
      const call = await attempt(session, stage, operation, given, { body } satisfies Defect);
      if (image !== undefined && taken !== null && isAccepted(call)) await lookElsewhere(session, taken);
    }
  } finally {
    await binding.image?.giveBack();
    if (taken !== null) stage.release(taken);
  }
};

/** The deployment was taken: then the name may have been free, in another VDC than deployments have landed in so far. */
async function lookElsewhere(session: Session, taken: OwnedVm): Promise<void> {
  const { run } = session;
  for (const { name: vdc } of run.survey.vdcs) {
    if (vdc === taken.vdc) continue;
    const found = await session.call('get-vm-information', {
      role: 'probe',
      parameters: vmParameters({ vdc, vm: taken.vm }),
    });
    if (found.response?.status !== 200) continue;
    run.ledger.created({ kind: 'vm', organization: run.organization, vdc, name: taken.vm });
    session.note('landed-elsewhere', `the deployment landed in ${vdc}, where the name was free`);
  }
}

/** Names that the target file states and that are tried. */
const MOST_NAMES = 4;

function statedNames(session: Session, kind: string): readonly string[] {
  const { reservedNames, invalidNames } = session.run.target;
  const names = kind === 'reserved-name' ? reservedNames : invalidNames;
  if (names.length === 0)
    throw new NotApplicable(`the target file states no ${kind === 'reserved-name' ? 'reserved' : 'invalid'} names`);
  return names.slice(0, MOST_NAMES);
}
