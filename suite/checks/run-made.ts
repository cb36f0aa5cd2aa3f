import { linksOf } from '../document/links.ts';
import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { accepted, statusOf } from './action-record.ts';
import type { JudgeContext, RawFinding, RunCheck } from './check.ts';
import { isOwnRead } from './own-read.ts';
import { requestedName } from './task-of-operation.ts';

const MAKING: ReadonlySet<string> = new Set(['clone-vm', 'deploy-uploaded-image', 'deploy-nfs-server']);

/** A name for which every call was refused is listed nowhere afterwards: what is refused makes nothing (§3.34). */
export const runMade: RunCheck = {
  id: 'run-made',
  kind: 'run',
  summary: 'history',
  faults: ['clone-vm/made-though-refused'],
  judge(exchanges, records, context) {
    const lists = vmLists(exchanges, context);
    const made = records.filter((record) => MAKING.has(record.operation.id));
    const maybe = new Set(made.filter((record) => statusOf(record.call) < 300).map(requestedName));
    const told = new Set<string>();
    return made.flatMap((record): readonly RawFinding[] => {
      const name = requestedName(record);
      if (name === undefined || maybe.has(name) || told.has(name) || accepted(record)) return [];
      // What was there before, such as the VM whose name was asked for again, is not of this call's making.
      if (lists.some((list) => list.names.has(name) && sentAt(list.exchange) < answeredAt(record.call))) return [];
      const list = lists.find((one) => one.names.has(name) && sentAt(one.exchange) >= answeredAt(record.call));
      if (list === undefined) return [];
      told.add(name);
      return [
        {
          requirement: 'refused.unchanged',
          expected: `no VM ${name}, since the call for it was refused`,
          actual: `the VM list of ${list.exchange.parameters['vdc-name']} names it`,
          exchanges: [list.exchange, record.call],
          where: '/VirtualMachineList',
        },
      ];
    });
  },
};

function vmLists(
  exchanges: readonly Exchange[],
  context: JudgeContext,
): readonly { readonly exchange: Exchange; readonly names: ReadonlySet<string> }[] {
  const { catalogue, documents } = context;
  return exchanges
    .filter(
      (exchange) => exchange.operation === 'get-vm-list' && statusOf(exchange) === 200 && isOwnRead(exchange, context),
    )
    .map((exchange) => ({
      exchange,
      names: new Set(linksOf(documents.root(exchange), catalogue.version).map((link) => link.name)),
    }));
}
