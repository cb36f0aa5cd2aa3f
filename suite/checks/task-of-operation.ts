import { requestedNameIn } from '../document/requested-name.ts';
import { readTask, type TaskInformation, taskLocation } from '../document/task.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, accepted, parameter } from './action-record.ts';
import type { ActionCheck, RawFinding } from './check.ts';

/** Names a task may give for its object: the VM acted on; for what makes a VM, the new one too (reading task-object-of-clone). */
function objects(record: ActionRecord): readonly string[] | null {
  const vm = parameter(record, 'vm-name');
  if (vm !== '') return record.operation.action === 'clone' ? [vm, requestedName(record) ?? vm] : [vm];
  if (record.operation.id === 'deploy-uploaded-image')
    return [requestedName(record) ?? '', parameter(record, 'image-name')];
  return null;
}

/** The name in the body of the request. */
export function requestedName(record: ActionRecord): string | undefined {
  return requestedNameIn(record.call);
}

/** The task that an accepted call names is about that operation and that object. */
export const taskOfOperation: ActionCheck = {
  id: 'task-of-operation',
  kind: 'action',
  faults: ['*/location-dangling', '*/task-type-wrong', '*/task-object-wrong'],
  companions: [
    '*/by-beginning',
    'get-task/wrong-success-status',
    'get-task/root-renamed',
    'get-task/body-empty',
    'get-task/wrong-value',
    '*/unknown-served',
    '*/any-body',
    'tasks/id-reused',
    'get-task/element-empty',
    'get-task/element-missing',
    'get-task/element-renamed',
    '*/location-of-other-organization',
    '*/location-of-wrong-form',
    'get-task/not-well-formed',
    'get-task/read-refused',
  ],
  judge(record, context) {
    if (!accepted(record) || record.operation.kind !== 'asynchronous') return [];
    const findings: RawFinding[] = [];
    const tasks = record.polls.flatMap((exchange): { exchange: Exchange; task: TaskInformation }[] => {
      const task = exchange.response?.status === 200 ? readTask(context.documents.root(exchange)) : undefined;
      return task === undefined ? [] : [{ exchange, task }];
    });
    const last = tasks.at(-1);
    const location = taskLocation(record.call, context.catalogue.version);
    if (last === undefined) {
      const poll = record.polls.at(-1);
      // Without a Location of the right form there is nothing to poll; the location check says so.
      if (poll?.response == null || location?.resolved == null) return [];
      return [
        {
          requirement: `${record.operation.id}.location`,
          expected: 'a Location that leads to the task',
          actual: `${location.raw} answers ${poll.response.status}`,
          exchanges: [poll, record.call],
          where: 'header Location',
        },
      ];
    }
    const { exchange, task } = last;
    if (task.type !== undefined && !record.operation.taskTypes.includes(task.type)) {
      findings.push({
        requirement: 'task.type-of-operation',
        expected: record.operation.taskTypes.join(' or '),
        actual: task.type,
        exchanges: [exchange, record.call],
        where: '/Task/type',
      });
    }
    const admissible = objects(record);
    if (admissible !== null && task.objectName !== undefined && !admissible.includes(task.objectName)) {
      findings.push({
        requirement: 'task.object-name',
        expected: admissible.join(' or '),
        actual: task.objectName,
        exchanges: [exchange, record.call],
        where: '/Task/object-name',
      });
    }
    return findings;
  },
};
