import { phaseOf, readTask } from '../document/task.ts';
import type { ExchangeCheck, RawFinding } from './check.ts';

/** Milliseconds since the epoch; NaN when it is no date and time. Without a zone, UTC is as good as any for comparing two of them. */
export function instant(value: string | undefined): number {
  if (value === undefined || value === '') return Number.NaN;
  return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(value) ? value : `${value}Z`);
}

/** Times of a task fit its status and each other (§3.32). */
export const taskValues: ExchangeCheck = {
  id: 'task-values',
  kind: 'exchange',
  faults: [
    '*/task-ends-before-it-starts',
    'get-task/element-missing',
    'get-task/element-renamed',
    'get-task/element-empty',
    'get-task/end-time-while-running',
  ],
  judge(exchange, context) {
    if (exchange.operation !== 'get-task' || exchange.response?.status !== 200) return [];
    const task = readTask(context.documents.root(exchange));
    if (task === undefined) return [];
    const phase = phaseOf(task.status, context.catalogue.tasks);
    const findings: RawFinding[] = [];
    const add = (requirement: string, expected: string, actual: string, where: string): void => {
      findings.push({ requirement, expected, actual, exchanges: [exchange], where });
    };
    const start = instant(task.startTime);
    const end = instant(task.endTime);
    if (!Number.isNaN(start) && !Number.isNaN(end) && end < start)
      add('task.times-ordered', `end-time not before ${task.startTime}`, task.endTime ?? '', '/Task/end-time');
    if (phase === 'ended-well' || phase === 'ended-badly') {
      if ((task.startTime ?? '') === '')
        add(
          'task.times',
          'a start-time',
          task.startTime === undefined ? 'no such element' : 'an empty element',
          '/Task/start-time',
        );
      if ((task.endTime ?? '') === '')
        add(
          'task.times',
          `an end-time, since the status is ${task.status}`,
          task.endTime === undefined ? 'no such element' : 'an empty element',
          '/Task/end-time',
        );
    }
    if (phase === 'running' && (task.endTime ?? '') !== '')
      add(
        'task.end-time-only-once-ended',
        `no end-time yet, since the status is ${task.status}`,
        task.endTime ?? '',
        '/Task/end-time',
      );
    return findings;
  },
};
