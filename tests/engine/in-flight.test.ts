import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startEmbedded } from '../../cli/embedded.ts';
import { mostTasksAtOnce } from '../../scripts/trials/in-flight.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { criticalPath } from '../../suite/engine/critical-path.ts';
import { runSuite } from '../../suite/engine/run.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { openXmlEngine } from '../../suite/xml/index.ts';

const TASK_MS = 250;
const catalogue = loadCatalogue();

async function runSlowly(parallel: number, wanted: RegExp) {
  const { target, mock } = await startEmbedded({ seed: 1, behaviour: { taskTime: TASK_MS } });
  const scenarios = planScenarios(catalogue).filter(({ id }) => wanted.test(id));
  try {
    const began = performance.now();
    const run = await runSuite({
      catalogue,
      xml: await openXmlEngine(),
      target: { ...target, limits: { ...target.limits, parallel } },
      scenarios,
      seed: 1,
      prefix: 'ctfly',
      ledgerFile: null,
    });
    const wallMs = performance.now() - began;
    return { run, wallMs, scenarios, atOnce: mostTasksAtOnce(mock), tasks: mock.service.world.tasks.size, target };
  } finally {
    await mock.close();
  }
}

describe('tasks in flight', () => {
  it('are as many as the target file permits and never more, races, set-up and clean-up included', async () => {
    const { run, atOnce, tasks } = await runSlowly(3, /^life-cycle\/(clone|suspend)-then|^concurrency\/|^reset-vm/);
    assert.equal(run.outcome.outcome, 'conformant');
    assert.ok(tasks > 30, `${tasks} tasks`);
    assert.equal(atOnce, 3);
    assert.equal(run.highestTasksInFlight, 3);
  });

  it('are one where one is permitted', async () => {
    const { atOnce } = await runSlowly(1, /^life-cycle\/(powered-on|suspended)-|^power-off-vm/);
    assert.equal(atOnce, 1);
  });

  it('leave no run the chance to be over before the critical path is', async () => {
    const { wallMs, scenarios, target } = await runSlowly(4, /^life-cycle\/(update|power-on)-then|^suspend-vm/);
    const { parallel: _, ...limits } = target.limits;
    const path = criticalPath(scenarios, { catalogue, seed: 1, parallel: 4, ...limits, taskMs: TASK_MS });
    assert.ok(path.criticalMs > 1000, `${path.criticalMs} ms`);
    assert.ok(wallMs >= path.criticalMs, `${wallMs} ms, and the critical path is ${path.criticalMs} ms`);
  });
});
