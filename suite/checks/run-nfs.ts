import { errorCodeOf } from '../document/error-message.ts';
import { phaseOf, readTask } from '../document/task.ts';
import { answeredAt, sentAt } from '../evidence/times.ts';
import { type ActionRecord, accepted, parameter } from './action-record.ts';
import type { JudgeContext, RawFinding, RunCheck } from './check.ts';
import { requestedName } from './task-of-operation.ts';
import { describeAnswer } from './wording.ts';

/** Enabling NFS access does not miss the server whose deployment has ended well before (§3.23, §3.95). */
export const runNfs: RunCheck = {
  id: 'run-nfs',
  kind: 'run',
  summary: 'history',
  faults: ['enable-nfs-access/server-not-found'],
  judge(_exchanges, records, context) {
    const deployed = records.filter((record) => stands(record, context));
    return records.flatMap((record): readonly RawFinding[] => {
      if (record.operation.id !== 'enable-nfs-access') return [];
      if (errorCodeOf(context.documents.root(record.call)) !== 'NfsVMNotFound') return [];
      const vdc = parameter(record, 'vdc-name');
      const server = deployed.find(
        (other) =>
          parameter(other, 'vdc-name') === vdc &&
          ended(other) <= sentAt(record.call) &&
          !removed(other, record, records),
      );
      if (server === undefined) return [];
      return [
        {
          requirement: 'nfs.server-found',
          expected: `the NFS server ${requestedName(server)}, whose deployment in VDC ${vdc} has ended`,
          actual: describeAnswer(record.call, context),
          exchanges: [record.call, server.call],
          where: 'status',
        },
      ];
    });
  },
};

function stands(record: ActionRecord, context: JudgeContext): boolean {
  const last = record.polls.at(-1);
  if (record.operation.id !== 'deploy-nfs-server' || !accepted(record) || last === undefined) return false;
  return phaseOf(readTask(context.documents.root(last))?.status, context.catalogue.tasks) === 'ended-well';
}

function ended(record: ActionRecord): number {
  const last = record.polls.at(-1);
  return last === undefined ? Number.POSITIVE_INFINITY : answeredAt(last);
}

/** Whether the run has had the server deleted before that call. */
function removed(server: ActionRecord, before: ActionRecord, records: readonly ActionRecord[]): boolean {
  const name = requestedName(server);
  return records.some(
    (other) =>
      other.operation.id === 'delete-vm' &&
      parameter(other, 'vm-name') === name &&
      sentAt(other.call) <= sentAt(before.call),
  );
}
