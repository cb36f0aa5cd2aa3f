import { phaseOf, readTask } from '../document/task.ts';
import { accepted } from './action-record.ts';
import type { ActionCheck, RawFinding } from './check.ts';
import { FACTS } from './task-facts.ts';

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
      for (const { element, of } of FACTS) {
        const [was, is] = [of(earlier.task, from === END), of(later.task, true)];
        if (was !== undefined && is !== was)
          add('task.facts-kept', `${element} ${was} to stay`, is ?? 'absent', `/Task/${element}`);
      }
    }
    return findings;
  },
};
