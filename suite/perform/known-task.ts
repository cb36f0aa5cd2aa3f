import { taskLocation } from '../document/task.ts';
import { NotApplicable } from '../session/blocked.ts';
import type { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';

/** The id of a task that exists: one that the survey listed, one that the run has caused, or one caused for the purpose. */
export async function knownTask(session: Session, stage: Stage): Promise<string> {
  const { run } = session;
  const caused = (): string | undefined => {
    for (const exchange of run.evidence.all) {
      if (exchange.response?.status !== 202) continue;
      const id = taskLocation(exchange, run.catalogue.version)?.resolved?.name;
      if (id !== undefined) return id;
    }
    return undefined;
  };
  const known = caused() ?? run.survey.tasks[0];
  if (known !== undefined) return known;
  if (!run.target.tiers.includes('life-cycle')) throw new NotApplicable('the server shows no task to read');
  stage.release(await stage.lease({ state: 'powered-off' }));
  const made = caused();
  if (made === undefined) throw new NotApplicable('no task came of setting up');
  return made;
}
