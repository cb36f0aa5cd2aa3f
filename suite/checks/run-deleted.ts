import { linksOf } from '../document/links.ts';
import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, accepted, parameter, statusOf } from './action-record.ts';
import type { JudgeContext, RawFinding, RunCheck } from './check.ts';
import { isOwnRead } from './own-read.ts';
import { requestedName } from './task-of-operation.ts';

interface Deletion {
  readonly vdc: string;
  readonly name: string;
  /** When it was seen to be gone. */
  readonly at: number;
  readonly record: ActionRecord;
}

/** A VM that was deleted, and seen to be gone, is not there again later on, unless one of its name was made (§3.13). */
export const runDeleted: RunCheck = {
  id: 'run-deleted',
  kind: 'run',
  summary: 'history',
  faults: ['delete-vm/comes-back', 'get-vm-list/deleted-listed'],
  judge(exchanges, records, context) {
    const gone = deletions(records);
    if (gone.length === 0) return [];
    const seen = exchanges.filter((exchange) => isOwnRead(exchange, context));
    return gone.flatMap((deletion): readonly RawFinding[] => {
      const again = seen.find((exchange) => shows(exchange, deletion, records, context));
      if (again === undefined) return [];
      return [
        {
          requirement: 'vm.deleted-stays-gone',
          expected: `${deletion.vdc}/${deletion.name} gone for good, since it was deleted`,
          actual: again.operation === 'get-vm-list' ? 'the VM list names it' : 'it can be read',
          exchanges: [again, deletion.record.call],
          where: again.operation === 'get-vm-list' ? '/VirtualMachineList' : 'status',
        },
      ];
    });
  },
};

function deletions(records: readonly ActionRecord[]): readonly Deletion[] {
  return records.flatMap((record): readonly Deletion[] => {
    const look = record.seen['gone.info'];
    if (record.operation.id !== 'delete-vm' || !accepted(record) || look === undefined || statusOf(look) !== 404)
      return [];
    return [{ vdc: parameter(record, 'vdc-name'), name: parameter(record, 'vm-name'), at: answeredAt(look), record }];
  });
}

function shows(
  exchange: Exchange,
  { vdc, name, at, record }: Deletion,
  records: readonly ActionRecord[],
  { documents, catalogue }: JudgeContext,
): boolean {
  const from = sentAt(exchange);
  if (from <= at || exchange.parameters['vdc-name'] !== vdc || statusOf(exchange) !== 200) return false;
  const there =
    exchange.operation === 'get-vm-information'
      ? exchange.parameters['vm-name'] === name
      : exchange.operation === 'get-vm-list' &&
        linksOf(documents.root(exchange), catalogue.version).some((link) => link.name === name);
  if (!there) return false;
  // Somebody of this run may have made another of the name since, or tried to.
  const deleted = sentAt(record.call);
  return !records.some(
    (other) =>
      requestedName(other) === name && sentAt(other.call) >= deleted && sentAt(other.call) < answeredAt(exchange),
  );
}
