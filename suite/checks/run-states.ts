import { instanceTypes } from '../catalogue/instance-types.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { requestedTextIn } from '../document/requested-text.ts';
import { readVm, stateOf } from '../document/vm.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, accepted, refused, statusOf, undisturbed } from './action-record.ts';
import type { JudgeContext, RunCheck } from './check.ts';

/** Whether these need a state is for the server to say, once (readings update-needs-state and delete-needs-state). */
const OPEN: ReadonlySet<string> = new Set(['update-vm-instance-type', 'delete-vm']);

/** Once, a VM may have been busy with something that nobody saw. */
const TIMES = 2;

interface Decision {
  readonly call: Exchange;
  readonly way: string;
}

/** A server may let a VM grow in a state in which it does not let it shrink. */
function direction(record: ActionRecord, from: string | undefined, { catalogue }: JudgeContext): string {
  const to = requestedTextIn(record.call, 'instance-type');
  const sizes = instanceTypes(catalogue);
  return to === undefined || from === undefined ? '' : String(Math.sign(sizes.indexOf(to) - sizes.indexOf(from)));
}

/** In one and the same state, update and deletion are always taken or always refused. */
export const runStates: RunCheck = {
  id: 'run-states',
  kind: 'run',
  summary: 'dialect',
  faults: ['*/decided-anew'],
  companions: ['*/wrong-later'],
  judge(_exchanges, records, context) {
    const byState = new Map<string, { taken: Decision[]; refused: Decision[] }>();
    for (const record of records) {
      const info = record.seen['before.info'];
      if (!OPEN.has(record.operation.id) || !undisturbed(record) || info === undefined || statusOf(info) !== 200)
        continue;
      const before = readVm(context.documents.root(info));
      const state = stateOf(before?.status, context.words);
      if (state === undefined || record.call.attempt > 1) continue;
      const key = `${record.operation.id} ${state}`;
      const entry = byState.get(key) ?? { taken: [], refused: [] };
      byState.set(key, entry);
      const decision = { call: record.call, way: direction(record, before?.instanceType, context) };
      if (accepted(record)) entry.taken.push(decision);
      else if (refused(record) && errorCodeOf(context.documents.root(record.call)) === 'InvalidState')
        entry.refused.push(decision);
    }
    return [...byState].flatMap(([key, entry]) => {
      const [id = '', state = ''] = key.split(' ');
      const one = entry.taken.find(({ way }) => entry.refused.some((decision) => decision.way === way));
      const other = entry.refused.find(({ way }) => way === one?.way);
      if (one === undefined || other === undefined) return [];
      if (entry.taken.length < TIMES || entry.refused.length < TIMES) return [];
      return [
        {
          requirement: 'dialect.kept',
          expected: `${context.catalogue.operation(id).name} of a ${state} VM taken each time or refused each time`,
          actual: `taken ${entry.taken.length} times and refused with InvalidState ${entry.refused.length} times`,
          exchanges: [other.call, one.call],
          where: 'status',
        },
      ];
    });
  },
};
