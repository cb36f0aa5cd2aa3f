import { childText } from '../document/documents.ts';
import { linksOf } from '../document/links.ts';
import { vmParameters } from '../session/act.ts';
import { NotApplicable } from '../session/blocked.ts';
import type { Session } from '../session/session.ts';
import { knownTask } from './known-task.ts';
import type { Performer } from './performer.ts';

/** VMs, NICs and networks read per VDC; tasks read in all. A big installation is sampled, not drained. */
const SAMPLE = 6;

/** Path parameters of everything of its kind that the survey found. */
export async function instances(
  operationId: string,
  session: Session,
  stage: Parameters<Performer>[2],
): Promise<readonly Record<string, string>[]> {
  const { survey } = session.run;
  const operation = session.run.catalogue.operation(operationId);
  const has = (name: string): boolean => operation.parameters.some((parameter) => parameter === name);
  if (has('task-id')) {
    // Of those that were there at first, some may be forgotten by now: their list says which are left.
    const list = await session.call('get-task-list', { role: 'stage' });
    const left = new Set(
      linksOf(session.run.documents.root(list), session.run.catalogue.version).map(({ name }) => name),
    );
    const sample = survey.tasks.filter((id) => left.has(id)).slice(0, SAMPLE);
    return (sample.length > 0 ? sample : [await knownTask(session, stage)]).map((id) => ({ 'task-id': id }));
  }
  if (!has('vdc-name')) return [{}];
  return survey.vdcs.flatMap((vdc): readonly Record<string, string>[] => {
    const at = { 'vdc-name': vdc.name };
    if (has('network-name')) return vdc.networks.slice(0, SAMPLE).map((name) => ({ ...at, 'network-name': name }));
    if (!has('vm-name')) return [at];
    const vms = vdc.vms.slice(0, SAMPLE);
    if (!has('virtualnic-name')) return vms.map((vm) => ({ ...at, 'vm-name': vm.name }));
    return vms.flatMap((vm) =>
      vm.nics.slice(0, SAMPLE).map((nic) => ({ ...at, 'vm-name': vm.name, 'virtualnic-name': nic })),
    );
  });
}

export const performRead: Performer = async (scenario, session, stage) => {
  const { run } = session;
  const id = scenario.operation ?? '';
  let found = await instances(id, session, stage);
  const needsVm = run.catalogue.operation(id).parameters.includes('vm-name');
  if (found.length === 0 && needsVm && run.target.tiers.includes('life-cycle')) {
    const vm = await stage.lease({ state: 'powered-off' });
    stage.release(vm);
    found = [vmParameters(vm)];
    if (run.catalogue.operation(id).parameters.includes('virtualnic-name')) found = [];
  }
  if (found.length === 0) throw new NotApplicable('the server shows nothing of this kind');
  for (const parameters of found) {
    // Whether a NIC must have an address depends on whether its VM runs.
    if (id === 'get-vm-virtualnic-information') await session.call('get-vm-information', { role: 'read', parameters });
    const answer = await session.call(id, { role: 'read', parameters });
    if (id === 'get-vm-virtualnic-information')
      await probeNetwork(session, parameters, childText(run.documents.root(answer), 'network-name'));
    if (id === 'get-vm-virtualnic-list')
      await probeNextNic(
        session,
        parameters,
        linksOf(run.documents.root(answer), run.catalogue.version).map((link) => link.name),
      );
  }
};

/** A network that a NIC names need not be one of its VDC, but where it can be read as one it has to be in the list. */
async function probeNetwork(
  session: Session,
  parameters: Readonly<Record<string, string>>,
  name: string | undefined,
): Promise<void> {
  const vdc = parameters['vdc-name'] ?? '';
  const listed = session.run.survey.vdcs.find((entry) => entry.name === vdc)?.networks ?? [];
  if (name === undefined || name === '' || listed.includes(name)) return;
  const at = { 'vdc-name': vdc };
  const probe = await session.call('get-network-information', {
    role: 'probe',
    parameters: { ...at, 'network-name': name },
  });
  if (probe.response?.status !== 200) return;
  const list = await session.call('get-network-list', { role: 'read', parameters: at });
  if (linksOf(session.run.documents.root(list), session.run.catalogue.version).some((link) => link.name === name))
    return;
  session.note('unlisted', `${name} can be read and is not listed`, { seq: probe.seq, list: list.seq });
}

/** Where NICs are numbered, the number after the last must lead to nothing: a list that forgets one is found out this way. */
async function probeNextNic(
  session: Session,
  parameters: Readonly<Record<string, string>>,
  names: readonly string[],
): Promise<void> {
  const numbered = names.map((name) => /^(.*?)(\d+)$/.exec(name));
  const last = numbered.at(-1);
  const next = names.length === 0 ? 'Network Adapter 1' : last == null ? undefined : `${last[1]}${Number(last[2]) + 1}`;
  if (next === undefined || names.includes(next)) return;
  const probe = await session.call('get-vm-virtualnic-information', {
    role: 'probe',
    parameters: { ...parameters, 'virtualnic-name': next },
  });
  if (probe.response?.status === 200)
    session.note('unlisted', `${next} can be read and is not listed`, { seq: probe.seq });
}
