import { readTask } from '../document/task.ts';
import { type ActionRecord, parameter } from './action-record.ts';
import type { JudgeContext, RunCheck } from './check.ts';
import { requestedName } from './task-of-operation.ts';

/** What a task of these may name beside the VM that it makes (readings task-object-of-clone and task-object-of-deploy). */
const SOURCES: Readonly<Record<string, 'vm-name' | 'image-name'>> = {
  'clone-vm': 'vm-name',
  'deploy-uploaded-image': 'image-name',
};

/** Tasks of one kind name their objects in one way: always what is made, or always what it is made of. */
export const runObjects: RunCheck = {
  id: 'run-objects',
  kind: 'run',
  summary: 'dialect',
  faults: ['dialect/two-clone-objects', 'dialect/two-deploy-objects'],
  judge(_exchanges, records, context) {
    return Object.entries(SOURCES).flatMap(([id, source]) => {
      const ways = new Map<string, ActionRecord[]>();
      for (const record of records) {
        if (record.operation.id !== id) continue;
        const way = wayOf(record, source, context);
        if (way !== null) ways.set(way, [...(ways.get(way) ?? []), record]);
      }
      const [one, two] = [...ways].toSorted((a, b) => b[1].length - a[1].length);
      const [first, second] = [one?.[1][0]?.polls.at(-1), two?.[1][0]?.polls.at(-1)];
      if (one === undefined || two === undefined || first === undefined || second === undefined) return [];
      return [
        {
          requirement: 'dialect.kept',
          expected: `the tasks of ${context.catalogue.operation(id).name} to name either ${one[0]} or ${two[0]}`,
          actual: `${one[0]} (${one[1].length}×), ${two[0]} (${two[1].length}×)`,
          exchanges: [second, first],
          where: '/Task/object-name',
        },
      ];
    });
  },
};

function wayOf(record: ActionRecord, source: 'vm-name' | 'image-name', { documents }: JudgeContext): string | null {
  const poll = record.polls.at(-1);
  const name = poll === undefined ? undefined : readTask(documents.root(poll))?.objectName;
  const made = requestedName(record);
  const from = parameter(record, source);
  if (name === undefined || made === from) return null;
  if (name === made) return 'the new VM';
  return name === from ? 'what it is made of' : null;
}
