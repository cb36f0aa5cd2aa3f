import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryServer } from '../../cli/try-server.ts';
import { FAULTS } from '../../mock/faults/index.ts';
import { nameOf } from '../../prove/flaw-of.ts';
import { standingOf } from '../../prove/ownership.ts';
import { scenariosThatSee } from '../../prove/selection.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { ALL_CHECKS } from '../../suite/checks/all-checks.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { TRIAL_LIMIT } from './trial-limit.ts';

// A sample of what `npm run prove` does in full. How much work it is does not grow with the number of faults: one for
// each of so many flaws, and none that needs many scenarios.
const catalogue = loadCatalogue();
const planned = planScenarios(catalogue);
const MOST_SCENARIOS = 52;
const FAULTS_TRIED = 44;

const scenariosFor = (id: string): readonly string[] =>
  scenariosThatSee(id, planned, catalogue).map((scenario) => scenario.id);

/** For each flaw one fault, not always that of the same operation. */
function sample(): readonly string[] {
  const byFlaw = new Map<string, string[]>();
  for (const { id } of FAULTS) {
    const { flaw } = nameOf(id);
    byFlaw.set(flaw, [...(byFlaw.get(flaw) ?? []), id]);
  }
  return [...byFlaw.values()]
    .flatMap((faults, index) => faults[(index * 7) % faults.length] ?? [])
    .filter((id) => scenariosFor(id).length <= MOST_SCENARIOS)
    .slice(-FAULTS_TRIED);
}

const tried = sample();

test('the sample is as large as it is meant to be', () => assert.equal(tried.length, FAULTS_TRIED));

for (const id of tried) {
  test(`${id} is killed by its owner`, TRIAL_LIMIT, async () => {
    const scenarios = scenariosFor(id);
    const { result, problem } = await tryServer({
      id,
      fault: id,
      variants: [],
      scenarios,
      exchanges: false,
      seed: 1,
    });
    const standings = result?.kills.map(({ check }) => `${check}: ${standingOf(check, id, ALL_CHECKS)}`) ?? [];
    // Who else noticed depends on the moment here and there; the whole matrix holds that to account.
    assert.ok(
      standings.some((standing) => standing.endsWith('owner')),
      problem ?? (standings.join(', ') || 'survived'),
    );
  });
}
