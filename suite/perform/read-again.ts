import { linksOf } from '../document/links.ts';
import { phaseOf, readTask } from '../document/task.ts';
import { NotApplicable } from '../session/blocked.ts';
import { knownTask } from './known-task.ts';
import type { Performer } from './performer.ts';
import { instances } from './reads.ts';

const TIMES = 3;

/** Organisations of a list that are looked into. */
const MOST = 8;

/** Reads one thing several times in a row. */
export const performReadAgain: Performer = async (scenario, session, stage) => {
  const id = scenario.operation ?? '';
  const [parameters] = await instances(id, session, stage);
  if (parameters === undefined) throw new NotApplicable('the server shows nothing of this kind');
  for (let time = 0; time < TIMES; time += 1) await session.call(id, { role: 'read', parameters });
};

/** Tasks that are read again. */
const TASKS = 4;

/** Reads tasks that have ended over and over; what came of each is for the judge of the whole run. */
export const performTaskAgain: Performer = async (_scenario, session, stage) => {
  const { run } = session;
  await knownTask(session, stage);
  const ids = new Set<string>();
  for (const exchange of run.evidence.all) {
    const id = exchange.parameters['task-id'];
    if (exchange.operation !== 'get-task' || exchange.principal !== 'admin' || id === undefined) continue;
    const task = exchange.response?.status === 200 ? readTask(run.documents.root(exchange)) : undefined;
    if (phaseOf(task?.status, run.catalogue.tasks) === 'ended-well') ids.add(id);
  }
  if (ids.size === 0) throw new NotApplicable('no task has ended yet');
  for (const id of [...ids].slice(0, TASKS))
    for (let time = 0; time < TIMES; time += 1)
      await session.call('get-task', { role: 'probe', parameters: { 'task-id': id } });
};

/** The administrator of the other organisation lists organisations, and looks whether one of them is theirs. */
export const performOwnOrganization: Performer = async (_scenario, session) => {
  const { run } = session;
  const principal = 'foreignAdmin' as const;
  const list = await session.call('get-organization-list', { role: 'read', principal });
  const names = linksOf(run.documents.root(list), run.catalogue.version).map((link) => link.name);
  if (names.length > MOST) throw new NotApplicable(`the list names ${names.length} organisations`);
  for (const name of names)
    await session.call('get-organization-information', { role: 'probe', principal, parameters: { 'org-name': name } });
};
