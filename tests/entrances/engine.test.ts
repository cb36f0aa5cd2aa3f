import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import type { RunFacts } from '../../reporters/playwright/run-part.ts';
import { Engine } from '../../specs/entrance/engine.ts';
import { outcomeTold } from '../../specs/entrance/outcome.ts';
import { readSettings } from '../../specs/entrance/settings.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import type { Verdict } from '../../suite/judge/types.ts';
import { sampleRun } from '../reporters/sample.ts';
import { folderFor } from './playwright-run.ts';

async function engine(context: TestContext, mock = ''): Promise<Engine> {
  const settings = readSettings({ ATMOS_OUT: folderFor(context), ATMOS_MOCK: mock });
  const started = await Engine.start({ ...settings, shard: null });
  context.after(() => started.close());
  return started;
}

describe('the engine behind the tests', () => {
  test('a run in which nothing was performed is not green', async (context) => {
    const idle = await engine(context);
    assert.equal((await idle.wholeRun('run/dialect')).verdict, 'cantTell');
    const outcome = await idle.outcome();
    assert.equal(outcome.verdict, 'cantTell');
    assert.match(outcome.text, /^incomplete: .*[\s\S]*no scenario was performed/);
  });

  test('goes on after it has judged, with a run of its own', async (context) => {
    const editor = await engine(context);
    assert.equal((await editor.perform('get-vdc-list/success')).verdict, 'passed');
    assert.equal((await editor.wholeRun('get-vdc-list/answers')).verdict, 'passed');
    assert.match((await editor.outcome()).reason, /^conformant: /);
    await editor.announce(['get-vdc-list/success']);
    assert.equal((await editor.perform('get-vdc-list/success')).verdict, 'passed');
    assert.equal((await editor.wholeRun('get-vm-list/answers')).verdict, 'passed');
  });

  test('what only the whole run shows is told with the outcome', () => {
    const run = sampleRun();
    const failed = run.results.find(({ verdict }) => verdict.outcome === 'failed');
    assert.ok(failed !== undefined && failed.verdict.outcome === 'failed');
    const facts: RunFacts = {
      ...{ id: 'r', suite: run.suite, catalogueHash: run.catalogue.hash, xmlEngine: run.xmlEngine, seed: 1 },
      ...{ startedAt: run.startedAt, target: run.target, shard: null },
    };
    const told = (verdict: Verdict): string => {
      const performances = [{ ...failed, verdict, exchanges: run.evidence }];
      return outcomeTold({ facts, catalogue: loadCatalogue(), performances }, run).text;
    };
    const words = /Only the whole run shows this failure:/;
    assert.match(told({ outcome: 'passed', observed: '200' }), words);
    assert.doesNotMatch(told(failed.verdict), words);
  });

  test('a scenario that the catalogue does not plan is an error', async (context) => {
    const any = await engine(context);
    await assert.rejects(any.perform('no/such-scenario'), /plans no scenario no\/such-scenario/);
    await assert.rejects(any.wholeRun('no/such-scenario'), /knows no scenario no\/such-scenario/);
  });
});
