import { phaseOf, readTask } from '../document/task.ts';
import { accepted } from './action-record.ts';
import type { ActionCheck, RawFinding } from './check.ts';

/**
 * Statuses in the order in which a task can come by them; those not named may come at any time before the end. Whether a
 * task takes longer than expected is an estimate, and may be made anew.
 */
const ORDER: Readonly<Record<string, number>> = { starting: 0, started: 1, 'running-overtime': 1, stopping: 2 };
const END = 3;

/** A task goes only forward, stays the same task, and once ended stays as it ended (§3.32). */
export const taskProgress: ActionCheck = {
  id: 'task-progress',
  kind: 'action',
  faults: ['*/task-restarts'],
  companions: ['dialect/two-success-words', 'tasks/id-reused'],
  judge(record, context) {
    if (!accepted(record)) return [];
    const findings: RawFinding[] = [];
    const looks = [...record.polls, ...(record.seen.recheck === undefined ? [] : [record.seen.recheck])].flatMap(
      (exchange) => {
        const task = exchange.response?.status === 200 ? readTask(context.documents.root(exchange)) : undefined;
        return task === undefined ? [] : [{ exchange, task }];
      },
    );
    for (let index = 1; index < looks.length; index += 1) {
      const earlier = looks[index - 1];
      const later = looks[index];
      if (earlier === undefined || later === undefined) continue;
      const rank = (status: string | undefined): number | undefined => {
        const phase = phaseOf(status, context.catalogue.tasks);
        return phase === 'ended-well' || phase === 'ended-badly' ? END : ORDER[status ?? ''];
      };
      const from = rank(earlier.task.status);
      const to = rank(later.task.status);
      const add = (requirement: string, expected: string, actual: string, where: string): void => {
        findings.push({ requirement, expected, actual, exchanges: [later.exchange, earlier.exchange], where });
      };
      if (from !== undefined && to !== undefined && to < from)
        add('task.forward-only', `no step back from ${earlier.task.status}`, later.task.status ?? '', '/Task/status');
      else if (from === END && later.task.status !== earlier.task.status)
        add('task.forward-only', `${earlier.task.status} to stay`, later.task.status ?? 'absent', '/Task/status');
      if (from === END && later.task.endTime !== earlier.task.endTime)
        add(
          'task.forward-only',
          `end-time ${earlier.task.endTime} to stay`,
          later.task.endTime ?? 'absent',
          '/Task/end-time',
        );
      if (later.task.type !== earlier.task.type)
        add('task.forward-only', `type ${earlier.task.type} to stay`, later.task.type ?? 'absent', '/Task/type');
      if (later.task.objectName !== earlier.task.objectName)
        add(
          'task.forward-only',
          `object-name ${earlier.task.objectName} to stay`,
          later.task.objectName ?? 'absent',
          '/Task/object-name',
        );
      const started = (earlier.task.startTime ?? '') !== '';
      if (started && later.task.startTime !== earlier.task.startTime)
        add(
          'task.forward-only',
          `start-time ${earlier.task.startTime} to stay`,
          later.task.startTime ?? 'absent',
          '/Task/start-time',
        );
    }
    return findings;
  },
};
