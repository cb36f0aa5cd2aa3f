import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, parameter, statusOf } from './action-record.ts';
import type { JudgeContext, RawFinding, RunCheck } from './check.ts';
import { endedWell } from './ended-well.ts';
import { ownLists } from './own-lists.ts';
import { isOwnRead } from './own-read.ts';
import { requestedName } from './task-of-operation.ts';

/** A VM whose deployment has ended well is in some VDC of the organisation, also when it is one of several that were under way (§3.22). */
export const runDeployed: RunCheck = {
  id: 'run-deployed',
  kind: 'run',
  summary: 'history',
  faults: ['deploy-uploaded-image/replaces-previous'],
  companions: [
    'deploy-uploaded-image/without-effect',
    'deploy-uploaded-image/effect-after-end',
    'deploy-uploaded-image/any-body',
    'deploy-uploaded-image/other-name',
    'deploy-uploaded-image/name-in-lower-case',
  ],
  judge(exchanges, records, context) {
    const vdcs = vdcNames(exchanges, context);
    const looks = exchanges.filter(
      (exchange) =>
        exchange.operation === 'get-vm-information' && exchange.response !== null && isOwnRead(exchange, context),
    );
    return records.flatMap((record): readonly RawFinding[] => {
      const end = endOf(record, context);
      const name = requestedName(record);
      if (end === null || name === undefined || deleted(name, records)) return [];
      const about = looks.filter(({ parameters }) => parameters['vm-name'] === name);
      if (about.some((look) => statusOf(look) !== 404)) return [];
      const missing = about.filter((look) => sentAt(look) >= end);
      const looked = new Set(missing.map(({ parameters }) => parameters['vdc-name']));
      if (vdcs.size === 0 || [...vdcs].some((vdc) => !looked.has(vdc))) return [];
      return [
        {
          requirement: 'deploy-uploaded-image.effect',
          expected: `a VM ${name} in some VDC of the organisation`,
          actual: 'no VDC has it, after its deployment ended well',
          exchanges: [...missing.slice(0, vdcs.size), record.call],
          where: 'status',
        },
      ];
    });
  },
};

/** When the deployment was seen to have ended well. */
function endOf(record: ActionRecord, context: JudgeContext): number | null {
  const last = record.polls.at(-1);
  if (record.operation.id !== 'deploy-uploaded-image' || last === undefined) return null;
  return endedWell(record, context) ? answeredAt(last) : null;
}

function deleted(name: string, records: readonly ActionRecord[]): boolean {
  return records.some((other) => other.operation.id === 'delete-vm' && parameter(other, 'vm-name') === name);
}

/** The VDCs that the server lists. */
function vdcNames(exchanges: readonly Exchange[], context: JudgeContext): ReadonlySet<string> {
  return new Set(ownLists(exchanges, 'get-vdc-list', context).flatMap(({ names }) => [...names]));
}
