import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { startEmbedded } from '../../cli/embedded.ts';
import { FAULTS } from '../../mock/faults/index.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { runSuite } from '../../suite/engine/run.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import type { Scenario } from '../../suite/plan/types.ts';
import { openXmlEngine } from '../../suite/xml/index.ts';
import { type PlaywrightRun, playwright } from './playwright-run.ts';

const SELECTION = '(get-network-list|power-on-vm)/';
const SEED = 7;
const WHOLE_RUN = ['answers', 'set-up', 'run'];

/** What Playwright says of a test for each verdict. */
const STATUS: Readonly<Record<string, string>> = {
  passed: 'expected',
  flaky: 'expected',
  failed: 'unexpected',
  cantTell: 'unexpected',
  untested: 'skipped',
  inapplicable: 'skipped',
};

type Outcomes = Readonly<Record<string, string>>;

/** By id, in order. How much set-up a run needs depends on its timing; what counts is that none of it failed. */
function outcomes(entries: readonly (readonly [string, string])[]): Outcomes {
  const told = entries.map(([id, outcome]) => {
    const plain = outcome === 'flaky' ? 'passed' : outcome;
    return [id, id.startsWith('set-up/') && plain === 'inapplicable' ? 'passed' : plain] as const;
  });
  return Object.fromEntries(told.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function throughTheEngine(fault: string | null): Promise<Outcomes> {
  const catalogue = loadCatalogue();
  const wanted = new RegExp(SELECTION);
  const isSelected = ({ id, family }: Scenario): boolean => wanted.test(id) || WHOLE_RUN.includes(family);
  const faults = FAULTS.filter(({ id }) => id === fault);
  assert.equal(faults.length, fault === null ? 0 : 1);
  const { target, mock } = await startEmbedded({ seed: SEED, faults });
  try {
    const scenarios = planScenarios(catalogue).filter(isSelected);
    const xml = await openXmlEngine();
    const run = await runSuite({ catalogue, xml, target, scenarios, seed: SEED, prefix: 'ctsame0', ledgerFile: null });
    return outcomes(run.outcome.results.map(({ scenario, verdict }) => [scenario.id, verdict.outcome]));
  } finally {
    await mock.close();
  }
}

function throughPlaywright(context: TestContext, fault: string | null): Promise<PlaywrightRun> {
  const env = { ATMOS_SEED: String(SEED), ...(fault === null ? {} : { ATMOS_MOCK: `--fault ${fault}` }) };
  return playwright(context, ['test', '--grep', SELECTION], env);
}

/** Both entrances and the report of the second agree on every scenario; gives the ids of those that failed. */
async function agreed(context: TestContext, fault: string | null): Promise<{ run: PlaywrightRun; failed: string[] }> {
  const run = await throughPlaywright(context, fault);
  const engine = await throughTheEngine(fault);
  const scenarios = run.tests.filter((one) => one.annotation('scenario') !== undefined);
  const told = scenarios.map((one) => [one.annotation('scenario') ?? '', one.annotation('verdict') ?? ''] as const);
  assert.deepEqual(outcomes(told), engine, run.output);
  assert.deepEqual(outcomes((run.report?.results ?? []).map(({ id, verdict }) => [id, verdict.outcome])), engine);
  for (const one of run.tests) assert.equal(one.status, STATUS[one.annotation('verdict') ?? ''], one.title);
  return { run, failed: Object.keys(engine).filter((id) => engine[id] === 'failed') };
}

describe('the engine by itself and through Playwright', { concurrency: true }, () => {
  test('give the same verdicts of a conforming server, and both are green', async (context) => {
    const { run, failed } = await agreed(context, null);
    assert.deepEqual(failed, []);
    assert.equal(run.report?.outcome, 'conformant');
    assert.equal(run.status, 0, run.output);
    assert.match(run.output, /^CONFORMANT$/m);
  });

  test('give the same verdicts of a wrong server, and both are red for the same reason', async (context) => {
    const { run, failed } = await agreed(context, 'power-on-vm/accepted-as-ok');
    assert.ok(failed.includes('power-on-vm/success'), failed.join(', '));
    assert.equal(run.report?.outcome, 'nonconformant');
    assert.equal(run.status, 1);
    const { error } = run.tests.find(({ title }) => title.startsWith('power-on-vm/success ·')) ?? {};
    // What the guide wants and where it says so, expected, actual, where, and how to see it again.
    for (const part of [
      /guide .*/,
      /\(§3\.\d+, p\. \d+,/,
      /expected .*202/,
      /actual .*200/,
      /where .*POST/,
      /curl .*-X POST/,
    ])
      assert.match(error ?? '', part);
    const outcome = run.tests.find(({ title }) => title.startsWith('outcome ·'));
    assert.match(outcome?.error ?? '', /^Nonconformant: nonconformant/);
  });
});
