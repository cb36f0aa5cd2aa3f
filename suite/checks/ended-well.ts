import { phaseOf, readTask } from '../document/task.ts';
import { type ActionRecord, accepted } from './action-record.ts';
import type { JudgeContext } from './check.ts';

/** Accepted, and its task was last seen to have ended well. */
export function endedWell(record: ActionRecord, { catalogue, documents }: JudgeContext): boolean {
  const last = record.polls.at(-1);
  const status = last === undefined ? undefined : readTask(documents.root(last))?.status;
  return accepted(record) && phaseOf(status, catalogue.tasks) === 'ended-well';
}
