import { linksOf } from '../document/links.ts';
import { phaseOf, readTask } from '../document/task.ts';
import { hasPublicIp, readVm, type VmInformation } from '../document/vm.ts';
import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, accepted, parameter, statusOf } from './action-record.ts';
import type { JudgeContext, RawFinding, RunCheck } from './check.ts';
import { isOwnRead } from './own-read.ts';
import { requestedName } from './task-of-operation.ts';
import { describeAnswer } from './wording.ts';

interface Interval {
  readonly from: number;
  readonly to: number;
}

interface Look {
  readonly exchange: Exchange;
  readonly vm: VmInformation | null;
}

/** From the call to the end of its task, as far as it was seen; without an end, for ever. */
function span(record: ActionRecord, context: JudgeContext): Interval {
  const from = sentAt(record.call);
  // GET is safe (RFC 9110 §9.2.1): whatever it is answered, it is no call that changes anything.
  if (record.call.request.method === 'GET' && record.operation.method !== 'GET') return { from, to: from };
  if (record.call.response !== null && !accepted(record)) return { from, to: from };
  if (record.operation.kind !== 'asynchronous') return { from, to: answeredAt(record.call) };
  const last = record.polls.at(-1);
  const phase = phaseOf(
    last === undefined ? undefined : readTask(context.documents.root(last))?.status,
    context.catalogue.tasks,
  );
  return {
    from,
    to:
      last !== undefined && (phase === 'ended-well' || phase === 'ended-badly')
        ? answeredAt(last)
        : Number.POSITIVE_INFINITY,
  };
}

/** Between two looks at a VM with no accepted call in between, nothing about it has changed: not its state, not its size, and it is not gone. */
export const runHistory: RunCheck = {
  id: 'run-history',
  kind: 'run',
  summary: 'history',
  faults: [
    'update-vm-instance-type/neighbours-too',
    'power-off-vm/another-too',
    '*/nic-lost',
    'delete-vm/another-too',
    '*/address-lost',
    'update-vm-instance-type/namesakes-too',
    'power-on-vm/renamed-in-the-domain',
    'power-off-vm/disk-halved',
  ],
  companions: [
    '*/by-beginning',
    'delete-vm/takes-longer-names',
    'delete-vm/takes-namesakes',
    'deploy-uploaded-image/replaces-previous',
    'dialect/two-state-words',
    'get-vm-information/one-behind',
    'tasks/end-before-effect',
    '*/effect-after-end',
    '*/refused-but-done',
    '*/unknown-served',
  ],
  judge(exchanges, records, context) {
    const key = (exchange: Exchange): string => `${exchange.parameters['vdc-name']}/${exchange.parameters['vm-name']}`;
    const changes = new Map<string, Interval[]>();
    const updates = new Map<string, number[]>();
    const owned = new Set<string>();
    // Of a name that two VMs had one after the other, nobody can tell whose NICs a list shows.
    const reused = new Set<string>();
    // A deployment lands in a VDC of the server's choice.
    const vdcs = vdcsOf(exchanges);
    for (const record of records) {
      const vm = parameter(record, 'vm-name');
      const vdc = parameter(record, 'vdc-name');
      const touched = [vm === '' ? null : `${vdc}/${vm}`];
      const made =
        record.operation.action === 'clone' || record.operation.id === 'deploy-uploaded-image'
          ? requestedName(record)
          : undefined;
      if (made !== undefined && (accepted(record) || record.call.response === null)) {
        if (owned.has(made)) reused.add(made);
        owned.add(made);
        for (const entry of vdcs) touched.push(`${entry}/${made}`);
      }
      if (record.operation.id === 'update-vm-instance-type')
        updates.set(`${vdc}/${vm}`, [...(updates.get(`${vdc}/${vm}`) ?? []), sentAt(record.call)]);
      const interval = span(record, context);
      if (interval.to === interval.from) continue;
      for (const name of touched) if (name !== null) changes.set(name, [...(changes.get(name) ?? []), interval]);
    }
    const looks = new Map<string, Look[]>();
    for (const exchange of exchanges) {
      const name = exchange.parameters['vm-name'] ?? '';
      if (exchange.operation !== 'get-vm-information' || !owned.has(name) || !isOwnRead(exchange, context)) continue;
      const status = statusOf(exchange);
      const vm = status === 200 ? readVm(context.documents.root(exchange)) : status === 404 ? null : undefined;
      if (vm === undefined) continue;
      looks.set(key(exchange), [...(looks.get(key(exchange)) ?? []), { exchange, vm }]);
    }
    const cards = nicLists(exchanges, new Set([...owned].filter((name) => !reused.has(name))), context);
    const states = [...looks].flatMap(([name, seen]) =>
      compare(
        name,
        seen.toSorted((a, b) => sentAt(a.exchange) - sentAt(b.exchange)),
        changes.get(name) ?? [],
        context,
      ),
    );
    const kept = [...looks].flatMap(([name, seen]) =>
      reused.has(name.split('/').at(-1) ?? '')
        ? []
        : keptFor(name, seen, changes.get(name) ?? [], updates.get(name) ?? []),
    );
    return [...states, ...cards, ...kept];
  },
};

/** No operation changes the NICs of a VM, so its list stays as it was first seen. */
function nicLists(
  exchanges: readonly Exchange[],
  owned: ReadonlySet<string>,
  context: JudgeContext,
): readonly RawFinding[] {
  const first = new Map<string, { names: string; exchange: Exchange }>();
  const findings: RawFinding[] = [];
  for (const exchange of exchanges) {
    const vm = exchange.parameters['vm-name'] ?? '';
    if (exchange.operation !== 'get-vm-virtualnic-list' || statusOf(exchange) !== 200 || !owned.has(vm)) continue;
    if (exchange.principal !== 'admin' || exchange.parameters['org-name'] !== context.organization) continue;
    const root = context.documents.root(exchange);
    if (root === undefined) continue;
    const names = linksOf(root, context.catalogue.version)
      .map((link) => link.name)
      .toSorted()
      .join(', ');
    const key = `${exchange.parameters['vdc-name']}/${vm}`;
    const before = first.get(key);
    if (before === undefined) first.set(key, { names, exchange });
    else if (before.names !== names)
      findings.push({
        requirement: 'vm.nics-kept',
        expected: `the NICs of ${key} as before: ${before.names || 'none'}`,
        actual: names || 'none',
        exchanges: [exchange, before.exchange],
        where: '/VirtualNicList',
      });
  }
  return findings;
}

/** What goes with a VM whatever it is told to do; looked at in one and the same state only. */
const KEPT: readonly {
  readonly element: string;
  readonly requirement: string;
  readonly of: (vm: VmInformation) => string | undefined;
  /** Another instance type may bring another. */
  readonly untilUpdate?: true;
}[] = [
  {
    element: 'public-ip',
    requirement: 'vm.public-ip-kept',
    of: (vm) => (hasPublicIp(vm) ? 'a public IP' : 'no public IP'),
  },
  // A name that is not told for now is not another name.
  { element: 'disk-size', requirement: 'vm.disk-kept', of: ({ diskSize }) => diskSize, untilUpdate: true },
  { element: 'fqdn', requirement: 'vm.fqdn-kept', of: ({ fqdn }) => (fqdn === '' ? undefined : fqdn) },
];

/** In one and the same state, a VM has a public IP or has none, and one name in the domain. */
function keptFor(
  name: string,
  looks: readonly Look[],
  changes: readonly Interval[],
  updates: readonly number[],
): readonly RawFinding[] {
  const quiet = looks
    .filter(({ exchange }) => !changes.some(({ from, to }) => from < answeredAt(exchange) && to > sentAt(exchange)))
    .toSorted((a, b) => sentAt(a.exchange) - sentAt(b.exchange));
  return KEPT.flatMap(({ element, requirement, of, untilUpdate }): readonly RawFinding[] => {
    const first = new Map<string, { readonly value: string; readonly look: Look }>();
    for (const look of quiet) {
      const status = look.vm?.status;
      const value = look.vm === null ? undefined : of(look.vm);
      if (status === undefined || value === undefined) continue;
      const before = first.get(status);
      const updated =
        untilUpdate === true &&
        before !== undefined &&
        updates.some((at) => at >= sentAt(before.look.exchange) && at <= answeredAt(look.exchange));
      if (before === undefined || updated) first.set(status, { value, look });
      else if (before.value !== value)
        return [
          {
            requirement,
            expected: `${before.value} for ${name}, as it was told while ${status} before`,
            actual: value,
            exchanges: [look.exchange, before.look.exchange],
            where: `/VirtualMachine/${element}`,
          },
        ];
    }
    return [];
  });
}

function vdcsOf(exchanges: readonly Exchange[]): ReadonlySet<string> {
  return new Set(exchanges.flatMap((exchange) => exchange.parameters['vdc-name'] ?? []));
}

function compare(
  name: string,
  looks: readonly Look[],
  changes: readonly Interval[],
  context: JudgeContext,
): readonly RawFinding[] {
  const findings: RawFinding[] = [];
  for (let index = 1; index < looks.length; index += 1) {
    const earlier = looks[index - 1];
    const later = looks[index];
    if (earlier === undefined || later === undefined || earlier.vm === null) continue;
    const from = sentAt(earlier.exchange);
    const to = answeredAt(later.exchange);
    if (changes.some((change) => change.from < to && change.to > from)) continue;
    const add = (expected: string, actual: string, where: string, requirement = 'history.legal'): void => {
      findings.push({
        requirement,
        expected,
        actual,
        exchanges: [later.exchange, earlier.exchange],
        where,
      });
    };
    if (later.vm === null)
      add(`${name} as it was, since nobody deleted it`, describeAnswer(later.exchange, context), 'status');
    else if (later.vm.status !== earlier.vm.status)
      add(
        `${name} still ${earlier.vm.status}, since no call changed it`,
        later.vm.status ?? 'absent',
        '/VirtualMachine/status',
      );
    else if (later.vm.instanceType !== earlier.vm.instanceType)
      add(
        `${name} still ${earlier.vm.instanceType}, since no call changed it`,
        later.vm.instanceType ?? 'absent',
        '/VirtualMachine/instance-type',
        'vm.instance-type-kept',
      );
  }
  return findings;
}
