import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEmbedded } from '../../cli/embedded.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { type FinishedRun, runSuite } from '../../suite/engine/run.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { openXmlEngine } from '../../suite/xml/index.ts';

const catalogue = loadCatalogue();
const scenarios = planScenarios(catalogue);

/** Long enough for any run; one that waits for what never comes takes for ever. */
const PATIENCE_MS = 60_000;

async function stoppedAfter(results: number): Promise<FinishedRun> {
  const { target, mock } = await startEmbedded({ seed: 1 });
  const stop = new AbortController();
  let seen = 0;
  let timer: NodeJS.Timeout | undefined;
  try {
    const run = runSuite({
      catalogue,
      xml: await openXmlEngine(),
      target,
      scenarios,
      seed: 1,
      prefix: 'ctstp',
      ledgerFile: null,
      signal: stop.signal,
      onResult: () => {
        seen += 1;
        if (seen === results) stop.abort('enough');
      },
    });
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`stopped after ${results} results, and never ended`)), PATIENCE_MS);
    });
    return await Promise.race([run, late]);
  } finally {
    clearTimeout(timer);
    await mock.close();
  }
}

describe('a run that is stopped', () => {
  for (const results of [1, 20, 90, 150, 210, 280, 400]) {
    it(`ends and cleans up, after ${results} results`, async () => {
      const { outcome, stoppedBecause, recorded } = await stoppedAfter(results);
      assert.equal(stoppedBecause, 'enough');
      assert.equal(outcome.outcome, 'incomplete');
      const { left, missing, changed } = recorded.residue ?? { left: [], missing: [], changed: [] };
      assert.deepEqual([...left, ...missing, ...changed], []);
    });
  }
});
