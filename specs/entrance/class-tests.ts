import { type TestDetails, test } from '@playwright/test';
import type { ConformanceClass } from '../../suite/plan/types.ts';
import { ask, DOOR_VARIABLE } from './door-client.ts';
import type { PlannedTest } from './planned-tests.ts';
import { settle } from './settle.ts';

/**
 * A worker asks the engine for the plan and need not read the catalogue again, since Playwright starts a new worker
 * after each failure. Whoever only lists the tests has no engine and plans for itself.
 */
async function plan(): Promise<readonly PlannedTest[]> {
  if (process.env.TEST_WORKER_INDEX !== undefined && process.env[DOOR_VARIABLE] !== undefined) return ask('plan');
  const [{ plannedTests }, { readSettings }] = await Promise.all([
    import('./planned-tests.ts'),
    import('./settings.ts'),
  ]);
  return plannedTests(readSettings().allure);
}

const planned = await plan();

export interface ClassTest {
  readonly title: string;
  readonly details: TestDetails;
  readonly run: () => Promise<void>;
}

/** The tests of one conformance class: its scenarios, and what is judged of it when all are done. */
export function testsOf(name: ConformanceClass): readonly ClassTest[] {
  const mine = planned.filter((one) => one.class === name);
  return mine.map(({ id, title, tags, annotations, wholeRun }) => ({
    title,
    details: { tag: [...tags], annotation: [...annotations] },
    run: async () => settle(await ask(wholeRun ? 'whole-run' : 'perform', id), test.info()),
  }));
}
