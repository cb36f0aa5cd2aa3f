import { PUBLIC_IP_QUOTA } from '../catalogue/no-room.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { hasPublicIp, readVm } from '../document/vm.ts';
import { act, type VmRef, vmParameters } from '../session/act.ts';
import { NotApplicable } from '../session/blocked.ts';
import { deployment, namedVm } from '../session/bodies.ts';
import { deploy } from '../session/deploy.ts';
import { removeImage } from '../session/remove-image.ts';
import { Session } from '../session/session.ts';
import { uploadImage } from '../session/upload-image.ts';
import type { Stage } from '../stage/stage.ts';
import { withVm } from './actions.ts';
import { inspectDeployed } from './deployments.ts';
import { imagesWithPublicIp } from './images-with-public-ip.ts';
import type { Performer } from './performer.ts';
import { deployTwoNics } from './two-nics.ts';
import { vmNames } from './vm-names.ts';

/** More VMs or images than this are not made only to reach a quota. */
const MOST = 25;

/** A quota that the target file states is reached on purpose, and one more asked for (§3.40, §3.67, §3.69). */
export const performQuota: Performer = async (scenario, session, stage) => {
  switch (scenario.variation.kind) {
    case 'image':
      return imageQuota(session, stage);
    case 'public-ip':
      return publicIpQuota(session, stage, scenario.operation === 'deploy-uploaded-image');
    case 'race':
      return quotaRace(session, stage);
    case 'last-place':
      return lastPlace(session, stage);
    default:
      return scenario.operation === 'deploy-uploaded-image' ? deployQuota(session, stage) : cloneQuota(session, stage);
  }
};

function stated(session: Session, quota: 'vmQuota' | 'publicIpQuota' | 'imageQuota'): number {
  const value = session.run.target.limits[quota];
  if (value === undefined) throw new NotApplicable(`the target file states no limits.${quota}`);
  return value;
}

/** How many NFS servers the run has had made in each VDC. Whether they count as VMs of the VDC is not said. */
function nfsServers(session: Session): ReadonlyMap<string, number> {
  const servers = new Map<string, number>();
  for (const { operation, parameters, response } of session.run.evidence.all) {
    if (operation !== 'deploy-nfs-server' && operation !== 'enable-nfs-access') continue;
    const vdc = parameters['vdc-name'] ?? '';
    if (response !== null && response.status < 300) servers.set(vdc, (servers.get(vdc) ?? 0) + 1);
  }
  return servers;
}

/** The VDC with the fewest NFS servers. */
function quietVdc(session: Session): { readonly vdc: string; readonly servers: number } {
  const servers = nfsServers(session);
  const [first] = session.run.survey.vdcs
    .map(({ name }) => ({ vdc: name, servers: servers.get(name) ?? 0 }))
    .toSorted((a, b) => a.servers - b.servers);
  if (first === undefined) throw new NotApplicable('the organisation has no VDC');
  return first;
}

/** A VDC with one place left gives it away: a quota is not reached before it is. */
async function lastPlace(session: Session, stage: Stage): Promise<void> {
  const quota = stated(session, 'vmQuota');
  const { vdc, servers } = quietVdc(session);
  if (servers > 0) throw new NotApplicable('an NFS server may take a place of its own, whether it is listed or not');
  await stage.clear();
  // One that was there before will do as a source: a server that gives no place back leaves the run without any of its own.
  const found = session.run.survey.vdcs
    .find(({ name }) => name === vdc)
    ?.vms.find(({ information }) => information?.status === 'powered-off' && !hasPublicIp(information));
  const take = async (vm: VmRef): Promise<'kept'> => {
    await fill(session, stage, vm.vdc, quota - 1, 0);
    const there = (await vmNames(session, vm.vdc)).length;
    if (there >= quota) throw new NotApplicable(`the VDC holds ${there} VMs already`);
    const code = await cloneOneMore(session, stage, vm);
    if (code === PUBLIC_IP_QUOTA)
      throw new NotApplicable('the VM at hand has a public IP, and there is none left for a clone');
    return 'kept';
  };
  if (found === undefined) await withVm(stage, { state: 'powered-off', vdc }, take);
  else await take({ vdc, vm: found.name });
}

/** Three clones at once into a VDC with one place left; how many VMs it holds afterwards is for the judge. */
async function quotaRace(session: Session, stage: Stage): Promise<void> {
  const { run } = session;
  const quota = stated(session, 'vmQuota');
  const { vdc, servers } = quietVdc(session);
  await withVm(stage, { state: 'powered-off', vdc }, async (vm) => {
    await fill(session, stage, vm.vdc, quota - 1);
    // A server may hold a source while it is cloned, so each clone is of another one of the run's own.
    const mine = (await vmNames(session, vm.vdc)).filter((name) => name.startsWith(run.names.prefix) && name !== vm.vm);
    await Promise.all(
      [vm.vm, ...mine.slice(0, 2)].map((source) => {
        const name = run.names.next();
        const creates = { kind: 'vm' as const, organization: run.organization, vdc: vm.vdc, name };
        const at = { vdc: vm.vdc, vm: source };
        return act(session, 'clone-vm', at, { depth: 'light', body: namedVm(run, name), creates });
      }),
    );
    const list = await session.call('get-vm-list', { role: 'read', parameters: vmParameters(vm) });
    session.note('quota', `${quota + servers} VMs at most`, { quota: quota + servers, seq: list.seq });
    return 'kept';
  });
}

async function cloneQuota(session: Session, stage: Stage): Promise<void> {
  const quota = stated(session, 'vmQuota');
  const { vdc, servers } = quietVdc(session);
  await withVm(stage, { state: 'powered-off', vdc }, async (vm) => {
    await fill(session, stage, vm.vdc, quota + servers, quota);
    await cloneOneMore(session, stage, vm);
    return 'kept';
  });
}

async function deployQuota(session: Session, stage: Stage): Promise<void> {
  const quota = stated(session, 'vmQuota');
  const image = await stage.images.borrow();
  try {
    await stage.creator.knowImage(image.name, image.sample);
    // The VDC is the server's choice (reading deploy-vdc), so it has to be known which one to fill.
    const vdc = stage.creator.landingOf(image.name);
    if (vdc === null) throw new NotApplicable('where deployments land is not known');
    await withVm(stage, { state: 'powered-off', vdc }, async (vm) => {
      await fill(session, stage, vm.vdc, quota + (nfsServers(session).get(vdc) ?? 0), quota);
      await deployOneMore(session, stage, image.name);
      // Whether the next VDC is taken where one is full is the server's choice as well.
      if (stage.creator.landingOf(image.name) !== vdc)
        session.note('landed-elsewhere', `the deployment landed in another VDC than ${vdc}, which is full`);
      return 'kept';
    });
  } finally {
    await image.giveBack();
  }
}

/** Several at a time; what is made here stays until the end of the run, so that the next quota finds the VDC full. */
async function fill(session: Session, stage: Stage, vdc: string, upTo: number, atLeast = upTo): Promise<void> {
  const missing = upTo - (await vmNames(session, vdc)).length;
  if (missing > MOST) throw new NotApplicable(`${missing} VMs would have to be made to reach the quota`);
  // Not taken over by the stage: it would give back what is more than it may own. The clean-up knows them from the ledger.
  await Promise.all(
    Array.from({ length: Math.max(0, missing) }, async () => {
      await stage.creator.create(vdc, stage.owned());
    }),
  );
  const there = (await vmNames(session, vdc)).length;
  if (there < atLeast) throw new NotApplicable(`the VDC could not be filled: it holds ${there} VMs of ${atLeast}`);
}

async function cloneOneMore(session: Session, stage: Stage, vm: VmRef): Promise<string | undefined> {
  const { run } = session;
  const name = run.names.next();
  const creates = { kind: 'vm' as const, organization: run.organization, vdc: vm.vdc, name };
  const result = await act(session, 'clone-vm', vm, { depth: 'light', body: namedVm(run, name), creates });
  if (result.accepted) await stage.adopt({ vdc: vm.vdc, vm: name });
  return errorCodeOf(run.documents.root(result.call));
}

async function deployOneMore(session: Session, stage: Stage, image: string): Promise<void> {
  const { run } = session;
  const name = run.names.next();
  const body = deployment(run, name, 'small', stage.creator.wantsPublicIp(image));
  const result = await deploy(session, image, body, name, 'light');
  if (result.accepted) await inspectDeployed(session, stage, image, result.action, name, null, null);
}

/** Clones a VM that has a public IP until the VDC has none left, and asks for one more (§3.12, §3.22, §3.69). */
async function publicIpQuota(session: Session, stage: Stage, deploying: boolean): Promise<void> {
  const quota = stated(session, 'publicIpQuota');
  const { run } = session;
  const image = deploying ? (await imagesWithPublicIp(stage).next()).value : undefined;
  if (deploying && image === undefined) throw new NotApplicable('no image is known that is deployed with a public IP');
  const source = await withPublicIp(session, stage);
  if (image !== undefined && stage.creator.landingOf(image) !== source.vdc)
    throw new NotApplicable(`deployments of ${image} do not land in ${source.vdc}, whose public IPs can be used up`);
  // What made an image known takes a public IP as well.
  await stage.clear();
  const missing = quota - (await publicIpsIn(session, source.vdc));
  if (missing < 0) throw new NotApplicable(`the VDC uses more than its ${quota} public IPs already`);
  if (missing > MOST) throw new NotApplicable(`${missing} VMs would have to be made to reach the quota`);
  const setUp = new Session(run, 'set-up/clone-vm');
  for (let made = 0; made < missing; made += 1) {
    const name = run.names.next();
    const creates = { kind: 'vm' as const, organization: run.organization, vdc: source.vdc, name };
    const { task, call } = await act(setUp, 'clone-vm', source, { depth: 'light', body: namedVm(run, name), creates });
    if (errorCodeOf(run.documents.root(call)) === PUBLIC_IP_QUOTA) await noteRoom(session, quota);
    const clone = await session.call('get-vm-information', {
      role: 'stage',
      parameters: vmParameters({ vdc: source.vdc, vm: name }),
    });
    const information = readVm(run.documents.root(clone));
    if (task?.phase !== 'ended-well' || information === undefined || !hasPublicIp(information))
      throw new NotApplicable('clones do not come by a public IP here, or the VDC has no room for them');
  }
  if (image !== undefined) {
    await deployOneMore(session, stage, image);
    if (stage.creator.landingOf(image) !== source.vdc)
      session.note('landed-elsewhere', `the deployment landed in another VDC than ${source.vdc}`);
    return;
  }
  const name = run.names.next();
  const creates = { kind: 'vm' as const, organization: run.organization, vdc: source.vdc, name };
  await act(session, 'clone-vm', source, { depth: 'light', body: namedVm(run, name), creates });
}

/** VMs of a VDC that have a public IP. */
async function publicIpsIn(session: Session, vdc: string): Promise<number> {
  const looked = await Promise.all(
    (await vmNames(session, vdc)).map(async (vm) => {
      const info = await session.call('get-vm-information', { role: 'stage', parameters: vmParameters({ vdc, vm }) });
      const information = readVm(session.run.documents.root(info));
      return information !== undefined && hasPublicIp(information);
    }),
  );
  return looked.filter((has) => has).length;
}

/** Refused for want of public IPs: how many are in use, in all VDCs, since the quota may be for all of them (reading quota-scope). */
async function noteRoom(session: Session, quota: number): Promise<void> {
  // A server of NFS may have one as well, and need not be shown.
  let used = [...nfsServers(session).values()].reduce((sum, servers) => sum + servers, 0);
  for (const { name } of session.run.survey.vdcs) used += await publicIpsIn(session, name);
  session.note('room', `${used} of ${quota} public IPs are in use`, {
    quota,
    used,
    code: PUBLIC_IP_QUOTA,
  });
}

/** A powered-off VM with a public IP to clone: one that was there, or one that is deployed for it. */
async function withPublicIp(session: Session, stage: Stage): Promise<{ readonly vdc: string; readonly vm: string }> {
  for (const { name: vdc, vms } of session.run.survey.vdcs) {
    const found = vms.find(
      ({ information }) =>
        information !== undefined && information.status === 'powered-off' && hasPublicIp(information),
    );
    if (found !== undefined) return { vdc, vm: found.name };
  }
  const deployed = await deployTwoNics(session, stage);
  if (deployed !== null) return deployed;
  throw new NotApplicable('there is no powered-off VM with a public IP to clone, and no image that makes one');
}

/** Fills the image store up to the quota that the target file states, and uploads one more (§3.40). */
async function imageQuota(session: Session, stage: Stage): Promise<void> {
  const quota = stated(session, 'imageQuota');
  const { run } = session;
  const leave = await stage.images.enterStore();
  const mine: string[] = [];
  try {
    const list = await session.call('list-uploaded-image', { role: 'stage' });
    const there = linksOf(run.documents.root(list), run.catalogue.version).length;
    if (quota - there > MOST) throw new NotApplicable(`${quota - there} images would have to be uploaded`);
    const setUp = new Session(run, 'set-up/upload-image');
    for (let count = there; count < quota; count += 1) {
      const uploaded = await uploadImage(setUp, run.names.next(), 'call');
      if (errorCodeOf(run.documents.root(uploaded.call)) === 'UploadImageAmountQuotaReached')
        session.note('room', `the store holds ${count} of ${quota} images`, {
          quota,
          used: count,
          code: 'UploadImageAmountQuotaReached',
        });
      if ((uploaded.call.response?.status ?? 500) >= 300)
        throw new NotApplicable(`the image store takes no more after ${count} images`);
      mine.push(uploaded.name);
    }
    const one = await uploadImage(session, run.names.next(), 'call');
    if ((one.call.response?.status ?? 500) < 300) mine.push(one.name);
  } finally {
    for (const name of mine) await removeImage(session.run, name);
    leave();
  }
}
