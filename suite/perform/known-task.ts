import { taskLocation } from '../document/task.ts';
import { NotApplicable } from '../session/blocked.ts';
import type { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';

/** Of the tasks that the run has caused, so many are looked at: a server may forget a task some time after its end. */
const LOOKED_AT = 3;

/** The id of a task that exists: the last that the run has caused, one that the survey listed, or one caused for the purpose. */
export async function knownTask(session: Session, stage: Stage): Promise<string> {
  const { run } = session;
  const known = [...caused(session, LOOKED_AT), ...run.survey.tasks.slice(0, 1)];
  for (const id of known) {
    const task = await session.call('get-task', { role: 'stage', parameters: { 'task-id': id } });
    if (task.response?.status === 200) return id;
  }
  if (!run.target.tiers.includes('life-cycle')) {
    if (known[0] === undefined) throw new NotApplicable('the server shows no task to read');
    return known[0];
  }
  // Where the VM at hand needs no task to be ready, what is known has to do.
  stage.release(await stage.lease({ state: 'powered-off' }));
  const [made] = caused(session, 1);
  if (made === undefined) throw new NotApplicable('no task came of setting up');
  return made;
}

/** Ids of tasks that came of accepted calls, the newest first. */
function caused({ run }: Session, most: number): readonly string[] {
  const ids = new Set<string>();
  for (let at = run.evidence.all.length - 1; at >= 0 && ids.size < most; at -= 1) {
    const exchange = run.evidence.all[at];
    if (exchange?.response?.status !== 202) continue;
    const id = taskLocation(exchange, run.catalogue.version)?.resolved?.name;
    if (id !== undefined) ids.add(id);
  }
  return [...ids];
}
