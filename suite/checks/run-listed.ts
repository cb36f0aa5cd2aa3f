import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, parameter, statusOf } from './action-record.ts';
import type { JudgeContext, RunCheck } from './check.ts';
import { endedWell } from './ended-well.ts';
import { ownLists } from './own-lists.ts';
import { isOwnRead } from './own-read.ts';
import { requestedName } from './task-of-operation.ts';

/** Once a VM is made, every list of its VDC names it between two looks that find it, whatever is done to it. */
export const runListed: RunCheck = {
  id: 'run-listed',
  kind: 'run',
  summary: 'history',
  faults: ['get-vm-list/busy-left-out'],
  companions: [
    'get-vm-list/first-few',
    'get-vm-list/last-missing',
    'get-vm-list/list-empty',
    'get-vm-list/newest-forgotten',
    'get-vm-list/short-now-and-then',
    'get-vm-list/entries-without-href',
    '*/unknown-served',
  ],
  judge(exchanges, records, context) {
    const lists = ownLists(exchanges, 'get-vm-list', context);
    return lifetimes(exchanges, records, context).flatMap(({ vdc, name, first, last }) => {
      const list = lists.find(
        (one) => one.vdc === vdc && !one.names.has(name) && one.from > answeredAt(first) && one.to < sentAt(last),
      );
      if (list === undefined) return [];
      return [
        {
          requirement: 'list.complete',
          expected: `${name} in the VM list of ${vdc}, since it can be read before and after`,
          actual: `${list.names.size} VMs, ${name} not among them`,
          exchanges: [list.exchange, first, last],
          where: '/VirtualMachineList',
        },
      ];
    });
  },
};

interface Lifetime {
  readonly vdc: string;
  readonly name: string;
  /** The first look that found it, and the last one before anybody asked for its deletion. */
  readonly first: Exchange;
  readonly last: Exchange;
}

function lifetimes(
  exchanges: readonly Exchange[],
  records: readonly ActionRecord[],
  context: JudgeContext,
): readonly Lifetime[] {
  const asked = new Map<string, number>();
  for (const record of records) {
    const name = requestedName(record);
    // An NFS server need not be listed (reading nfs-server-listed).
    if (name !== undefined)
      asked.set(name, (asked.get(name) ?? 0) + (record.operation.id === 'deploy-nfs-server' ? 2 : 1));
  }
  // What is being made may be found before it is listed.
  const made = new Map<string, number>();
  for (const record of records) {
    const last = record.polls.at(-1);
    const name = requestedName(record);
    if (name !== undefined && last !== undefined && endedWell(record, context)) made.set(name, answeredAt(last));
  }
  const looks = new Map<string, Exchange[]>();
  for (const exchange of exchanges) {
    const { 'vdc-name': vdc = '', 'vm-name': name = '' } = exchange.parameters;
    if (exchange.operation !== 'get-vm-information' || asked.get(name) !== 1) continue;
    if (statusOf(exchange) !== 200 || !isOwnRead(exchange, context)) continue;
    if (sentAt(exchange) < (made.get(name) ?? Number.POSITIVE_INFINITY)) continue;
    looks.set(`${vdc}/${name}`, [...(looks.get(`${vdc}/${name}`) ?? []), exchange]);
  }
  return [...looks.values()].flatMap((seen): readonly Lifetime[] => {
    const { 'vdc-name': vdc = '', 'vm-name': name = '' } = seen[0]?.parameters ?? {};
    const deletions = records.filter(
      (record) => record.operation.id === 'delete-vm' && parameter(record, 'vm-name') === name,
    );
    const until = Math.min(...deletions.map((record) => sentAt(record.call)));
    const before = seen.filter((look) => answeredAt(look) < until).toSorted((a, b) => sentAt(a) - sentAt(b));
    const [first] = before;
    const last = before.at(-1);
    return first === undefined || last === undefined ? [] : [{ vdc, name, first, last }];
  });
}
