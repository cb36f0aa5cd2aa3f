import { errorCodeOf } from '../document/error-message.ts';
import { readVm, stateOf } from '../document/vm.ts';
import { type ActionRecord, accepted, refused, statusOf, undisturbed } from './action-record.ts';
import type { RunCheck } from './check.ts';

/** Whether these need a state is for the server to say, once (readings update-needs-state and delete-needs-state). */
const OPEN: ReadonlySet<string> = new Set(['update-vm-instance-type', 'delete-vm']);

/** Once, a VM may have been busy with something that nobody saw. */
const TIMES = 2;

/** In one and the same state, update and deletion are always taken or always refused. */
export const runStates: RunCheck = {
  id: 'run-states',
  kind: 'run',
  summary: 'dialect',
  faults: ['*/decided-anew'],
  companions: ['*/wrong-later'],
  judge(_exchanges, records, context) {
    const byState = new Map<string, { taken: ActionRecord[]; refused: ActionRecord[] }>();
    for (const record of records) {
      const info = record.seen['before.info'];
      if (!OPEN.has(record.operation.id) || !undisturbed(record) || info === undefined || statusOf(info) !== 200)
        continue;
      const state = stateOf(readVm(context.documents.root(info))?.status, context.words);
      if (state === undefined || record.call.attempt > 1) continue;
      const key = `${record.operation.id} ${state}`;
      const entry = byState.get(key) ?? { taken: [], refused: [] };
      byState.set(key, entry);
      if (accepted(record)) entry.taken.push(record);
      else if (refused(record) && errorCodeOf(context.documents.root(record.call)) === 'InvalidState')
        entry.refused.push(record);
    }
    return [...byState].flatMap(([key, entry]) => {
      const [id = '', state = ''] = key.split(' ');
      const [one, other] = [entry.taken[0], entry.refused[0]];
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
