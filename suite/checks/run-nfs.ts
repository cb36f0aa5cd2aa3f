import { errorCodeOf } from '../document/error-message.ts';
import { readVm, stateOf } from '../document/vm.ts';
import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, parameter, statusOf } from './action-record.ts';
import type { JudgeContext, RawFinding, RunCheck } from './check.ts';
import { endedWell } from './ended-well.ts';
import { ownLists } from './own-lists.ts';
import { isOwnRead } from './own-read.ts';
import { requestedName } from './task-of-operation.ts';
import { describeAnswer } from './wording.ts';

/** A server that was deployed for NFS is there to be found, in the VDC that it was deployed in, and a resync leaves it alone (§3.23, §3.29, §3.95). */
export const runNfs: RunCheck = {
  id: 'run-nfs',
  kind: 'run',
  summary: 'history',
  faults: ['enable-nfs-access/server-not-found', 'deploy-nfs-server/into-first-vdc', 'resync-nfs-access/stops-server'],
  companions: ['deploy-nfs-server/into-other-vdc', 'deploy-nfs-server/unknown-served'],
  judge(exchanges, records, context) {
    const deployed = records.filter(
      (record) => record.operation.id === 'deploy-nfs-server' && endedWell(record, context),
    );
    return [
      ...missed(deployed, records, context),
      ...misplaced(deployed, exchanges, context),
      ...changed(deployed, exchanges, records, context),
    ];
  },
};

function missed(
  deployed: readonly ActionRecord[],
  records: readonly ActionRecord[],
  context: JudgeContext,
): readonly RawFinding[] {
  return records.flatMap((record): readonly RawFinding[] => {
    // What a test hook made the server say is its own doing.
    if (record.operation.id !== 'enable-nfs-access' || record.scenario?.family === 'hooked-code') return [];
    if (errorCodeOf(context.documents.root(record.call)) !== 'NfsVMNotFound') return [];
    const vdc = parameter(record, 'vdc-name');
    const server = deployed.find(
      (other) =>
        parameter(other, 'vdc-name') === vdc && ended(other) <= sentAt(record.call) && !removed(other, record, records),
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
}

/** Names of the run are unlike each other, so what another VDC lists under the name of the server is the server. */
function misplaced(
  deployed: readonly ActionRecord[],
  exchanges: readonly Exchange[],
  context: JudgeContext,
): readonly RawFinding[] {
  return deployed.flatMap((server): readonly RawFinding[] => {
    const vdc = parameter(server, 'vdc-name');
    const name = requestedName(server);
    const list = ownLists(exchanges, 'get-vm-list', context).find(
      (one) => one.vdc !== vdc && one.from >= ended(server) && one.names.has(name ?? ''),
    );
    if (list === undefined) return [];
    return [
      {
        requirement: 'deploy-nfs-server.vdc',
        expected: `the NFS server ${name} in VDC ${vdc}`,
        actual: `the VM list of ${list.vdc} names it`,
        exchanges: [list.exchange, server.call],
        where: '/VirtualMachineList',
      },
    ];
  });
}

/** A server that runs is not stopped by a resync; that one at rest is started by it is nowhere ruled out. */
function changed(
  deployed: readonly ActionRecord[],
  exchanges: readonly Exchange[],
  records: readonly ActionRecord[],
  context: JudgeContext,
): readonly RawFinding[] {
  const resyncs = records.filter(
    ({ operation, call }) => operation.id === 'resync-nfs-access' && call.response !== null,
  );
  return resyncs.flatMap((resync) =>
    deployed.flatMap((server): readonly RawFinding[] => {
      const looks = exchanges.filter(
        (exchange) =>
          exchange.operation === 'get-vm-information' &&
          statusOf(exchange) === 200 &&
          isOwnRead(exchange, context) &&
          exchange.parameters['vm-name'] === requestedName(server) &&
          exchange.parameters['vdc-name'] === parameter(server, 'vdc-name') &&
          exchange.scenario === resync.scenarioId,
      );
      const before = looks.findLast((look) => answeredAt(look) <= sentAt(resync.call));
      const after = looks.find((look) => sentAt(look) >= ended(resync));
      if (before === undefined || after === undefined) return [];
      const [was, is] = [before, after].map((look) => readVm(context.documents.root(look))?.status);
      const stopped = ['powered-off', 'suspended'].includes(stateOf(is, context.words) ?? '');
      if (stateOf(was, context.words) !== 'powered-on' || !stopped) return [];
      return [
        {
          requirement: 'history.legal',
          expected: `the NFS server ${requestedName(server)} still ${was}, since a resync acts on access to it`,
          actual: is ?? 'absent',
          exchanges: [after, before, resync.call],
          where: '/VirtualMachine/status',
        },
      ];
    }),
  );
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
