import { linksOf } from '../document/links.ts';
import { taskLocation } from '../document/task.ts';
import { accepted } from './action-record.ts';
import type { ActionCheck, RawFinding } from './check.ts';

/** The task list names a task from the moment the call was accepted, and still does when it has just ended (§3.33). */
export const taskListed: ActionCheck = {
  id: 'task-listed',
  kind: 'action',
  faults: [
    'get-task-list/hrefs-dangling',
    '*/task-unlisted',
    'get-task-list/task-lost',
    'get-task-list/list-empty',
    'get-task-list/first-few',
    'get-task-list/last-missing',
  ],
  companions: ['get-task-list/entries-without-href', '*/location-dangling'],
  judge(record, context) {
    const id = accepted(record) ? taskLocation(record.call, context.catalogue.version)?.resolved?.name : undefined;
    if (id === undefined) return [];
    const findings: RawFinding[] = [];
    for (const [role, when] of [
      ['during.tasks', 'right after it was accepted'],
      ['after.tasks', 'right after it ended'],
    ] as const) {
      const list = record.seen[role];
      if (list?.response?.status !== 200) continue;
      const root = context.documents.root(list);
      if (root === undefined || linksOf(root, context.catalogue.version).some((link) => link.name === id)) continue;
      findings.push({
        requirement: 'task.listed',
        expected: `${id} in the task list ${when}`,
        actual: 'it is not listed',
        exchanges: [list, record.call],
        where: '/TaskList',
      });
    }
    return findings;
  },
};
