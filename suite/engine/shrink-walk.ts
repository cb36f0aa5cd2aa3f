import fc from 'fast-check';
import { judge, type Performed } from '../judge/judge.ts';
import { judgeContext } from '../judge/judge-context.ts';
import { walk } from '../perform/actions.ts';
import type { Scenario } from '../plan/types.ts';
import { walkPath, walkStep } from '../plan/walk-path.ts';
import { Blocked } from '../session/blocked.ts';
import type { RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';
import type { Stage } from '../stage/stage.ts';

/** Tries at most; every one of them costs the server some tasks. */
const TRIES = 40;

/**
 * Looks for the shortest path that still shows what a failed walk showed, by walking shorter ones on the server.
 * The tries are recorded under a name of their own, so that they do not count for the walk.
 */
export async function shrinkWalk(scenario: Scenario, run: RunContext, stage: Stage): Promise<readonly string[]> {
  const original = walkPath(scenario, run.catalogue, run.seed);
  let shortest = original;
  let tries = 0;
  const holds = async (path: readonly string[]): Promise<boolean> => {
    tries += 1;
    if (tries > TRIES || path.length === 0) return true;
    const id = `${scenario.id}/shorter-${tries}`;
    try {
      await walk(path, new Session(run, id), stage);
    } catch (error) {
      if (error instanceof Blocked) return true;
      throw error;
    }
    const evidence = run.evidence.of(id);
    const attempt: Performed = { scenario: { ...scenario, id }, evidence, ending: { kind: 'performed' } };
    const context = {
      ...judgeContext(run.catalogue, run.documents, evidence.exchanges, run.organization),
      words: run.stateWords,
    };
    const failed = (judge([attempt], [], context).findings.get(id) ?? []).some(
      (finding) => finding.outcome === 'failed',
    );
    if (failed && path.length < shortest.length) shortest = path;
    return !failed;
  };
  await fc.check(fc.asyncProperty(fc.array(walkStep(run.catalogue), { maxLength: original.length }), holds), {
    numRuns: 1,
    examples: [[[...original]]],
    seed: run.seed,
    maxSkipsPerRun: 0,
  });
  return shortest;
}
