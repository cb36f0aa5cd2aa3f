import { errorCodeOf } from '../document/error-message.ts';
import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, accepted, parameter, statusOf } from './action-record.ts';
import type { JudgeContext, RawFinding, RunCheck } from './check.ts';
import { endedWell } from './ended-well.ts';
import { type OwnList, ownLists } from './own-lists.ts';
import { requestedName } from './task-of-operation.ts';

const MAKING: ReadonlySet<string> = new Set(['clone-vm', 'deploy-uploaded-image', 'deploy-nfs-server']);

/** A name for which every call was refused is listed nowhere afterwards (§3.34), a clone nowhere but beside its source (§3.12), and no VM in two VDCs. */
export const runMade: RunCheck = {
  id: 'run-made',
  kind: 'run',
  summary: 'history',
  faults: [
    'clone-vm/made-though-refused',
    'get-vm-list/same-for-all-vdcs',
    'clone-vm/made-twice',
    'deploy-uploaded-image/refused-keeps-name',
  ],
  companions: ['clone-vm/other-vdc', '*/other-name', '*/unknown-served'],
  judge(exchanges, records, context) {
    const lists = ownLists(exchanges, 'get-vm-list', context);
    const made = records.filter((record) => MAKING.has(record.operation.id));
    const maybe = new Set(made.filter((record) => statusOf(record.call) < 300).map(requestedName));
    const told = new Set<string>();
    const refused = made.flatMap((record): readonly RawFinding[] => {
      const name = requestedName(record);
      if (name === undefined || maybe.has(name) || told.has(name) || accepted(record)) return [];
      // What was there before, such as the VM whose name was asked for again, is not of this call's making.
      if (lists.some((list) => list.names.has(name) && list.from < answeredAt(record.call))) return [];
      const list = lists.find((one) => one.names.has(name) && one.from >= answeredAt(record.call));
      if (list === undefined) return [];
      told.add(name);
      return [
        {
          requirement: 'refused.unchanged',
          expected: `no VM ${name}, since the call for it was refused`,
          actual: `the VM list of ${list.vdc} names it`,
          exchanges: [list.exchange, record.call],
          where: '/VirtualMachineList',
        },
      ];
    });
    return [
      ...refused,
      ...inOtherVdcs(made, lists, context),
      ...oneTooMany(made, lists, context),
      ...takenByNobody(made, exchanges, context),
    ];
  },
};

/** A VM that nobody asked for, called like a clone and something more, and there since the clone was made. */
function oneTooMany(
  made: readonly ActionRecord[],
  lists: readonly OwnList[],
  context: JudgeContext,
): readonly RawFinding[] {
  const asked = new Set(made.map(requestedName));
  return made.flatMap((record): readonly RawFinding[] => {
    const name = requestedName(record);
    if (record.operation.id !== 'clone-vm' || name === undefined || !endedWell(record, context)) return [];
    const more = (names: ReadonlySet<string>): string | undefined =>
      [...names].find((one) => one !== name && one.startsWith(name) && !asked.has(one));
    const list = lists.find((one) => one.from >= answeredAt(record.call) && more(one.names) !== undefined);
    if (list === undefined) return [];
    return [
      {
        requirement: 'clone-vm.effect',
        expected: `one new VM, ${name}`,
        actual: `${more(list.names)} as well`,
        exchanges: [list.exchange, record.call],
        where: '/VirtualMachineList',
      },
    ];
  });
}

/** A name that was asked for in vain before, and that nothing was ever seen to have, is not taken. */
function takenByNobody(
  made: readonly ActionRecord[],
  exchanges: readonly Exchange[],
  { documents }: JudgeContext,
): readonly RawFinding[] {
  return made.flatMap((record): readonly RawFinding[] => {
    if (errorCodeOf(documents.root(record.call)) !== 'ObjectDuplicated') return [];
    const name = requestedName(record);
    const before = made.filter((other) => other.call.seq < record.call.seq && requestedName(other) === name);
    const refusals = before.filter((other) => statusOf(other.call) >= 400);
    const last = refusals.at(-1);
    if (last === undefined || refusals.length < before.length || answeredAt(last.call) > sentAt(record.call)) return [];
    const known = exchanges.some(
      (exchange) => exchange.parameters['vm-name'] === name && exchange.response !== null && statusOf(exchange) !== 404,
    );
    if (known) return [];
    return [
      {
        requirement: 'refused.unchanged',
        expected: `the name ${name} still to be had, since the call that asked for it before was refused`,
        actual: '409 ObjectDuplicated',
        exchanges: [record.call, last.call],
        where: '/ErrorMessage/code',
      },
    ];
  });
}

/** Names of the run are unlike each other, so what bears one that was asked for once only is one VM. */
function inOtherVdcs(
  made: readonly ActionRecord[],
  lists: readonly OwnList[],
  context: JudgeContext,
): readonly RawFinding[] {
  const asked = new Map<string, number>();
  for (const record of made) {
    const name = requestedName(record) ?? '';
    asked.set(name, (asked.get(name) ?? 0) + 1);
  }
  return made.flatMap((record): readonly RawFinding[] => {
    const name = requestedName(record) ?? '';
    if (asked.get(name) !== 1 || !endedWell(record, context)) return [];
    const naming = lists.filter((list) => list.names.has(name) && list.from >= answeredAt(record.call));
    // In which VDC a deployment lands is the server's choice, but it is one.
    const cloned = record.operation.id === 'clone-vm';
    const vdc = cloned ? parameter(record, 'vdc-name') : naming[0]?.vdc;
    const elsewhere = naming.find((list) => list.vdc !== vdc);
    if (elsewhere === undefined) return [];
    return [
      {
        requirement: cloned ? 'clone-vm.same-vdc' : 'list.current',
        expected: `${name} in VDC ${vdc} and in no other${cloned ? ', as its source' : ''}`,
        actual: `the VM list of ${elsewhere.vdc} names it`,
        exchanges: [
          elsewhere.exchange,
          ...(cloned ? [] : naming.slice(0, 1).map(({ exchange }) => exchange)),
          record.call,
        ],
        where: '/VirtualMachineList',
      },
    ];
  });
}
