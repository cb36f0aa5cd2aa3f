import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryServer } from '../../cli/try-server.ts';
import { FAULTS } from '../../mock/faults/index.ts';
import { coreScenarios } from '../../prove/core-scenarios.ts';
import { nameOf } from '../../prove/flaw-of.ts';
import type { Done } from '../../prove/job.ts';
import { standingOf } from '../../prove/ownership.ts';
import { scenariosThatSee } from '../../prove/selection.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { ALL_CHECKS } from '../../suite/checks/all-checks.ts';
import { planScenarios } from '../../suite/plan/planner.ts';

// A sample of what `npm run prove` does in full: one fault of each kind that is quick to try, and some variants.
const catalogue = loadCatalogue();
const planned = planScenarios(catalogue);
const MOST_SCENARIOS = 52;
const FAULTS_TRIED = 44;

const ids = (scenarios: readonly { readonly id: string }[]): readonly string[] => scenarios.map(({ id }) => id);

/** For each flaw one fault, not always that of the same operation; as many as there is time for. */
function sample(): readonly string[] {
  const byFlaw = new Map<string, string[]>();
  for (const { id } of FAULTS) {
    const { flaw } = nameOf(id);
    byFlaw.set(flaw, [...(byFlaw.get(flaw) ?? []), id]);
  }
  return [...byFlaw.values()]
    .flatMap((faults, index) => faults[(index * 7) % faults.length] ?? [])
    .filter((id) => scenariosThatSee(id, planned, catalogue).length <= MOST_SCENARIOS)
    .slice(-FAULTS_TRIED);
}

const tryFault = (id: string): Promise<Done> =>
  tryServer({
    id,
    fault: id,
    variants: [],
    scenarios: ids(scenariosThatSee(id, planned, catalogue)),
    exchanges: false,
    seed: 1,
  });

test('one fault of each kind is killed by its owner', async () => {
  const tried = sample();
  assert.equal(tried.length, FAULTS_TRIED);
  const wrong: string[] = [];
  for (const id of tried) {
    const { result, problem } = await tryFault(id);
    const standings = result?.kills.map(({ check }) => `${check}: ${standingOf(check, id, ALL_CHECKS)}`) ?? [];
    const killed = standings.some((standing) => standing.endsWith('owner'));
    // Who else noticed depends on the moment here and there; the whole matrix holds that to account.
    if (!killed) wrong.push(`${id} → ${problem ?? (standings.join(', ') || 'survived')}`);
  }
  assert.deepEqual(wrong, []);
});

const CONFORMING: readonly (readonly string[])[] = [
  [],
  ['everything-absolute'],
  ['markup-all-at-once'],
  ['encoding-utf-16le', 'chunked'],
  ['task-success', 'states-own-words', 'no-longer-exist'],
  ['transitional-states', 'tasks-slow'],
  ['hot-clone', 'small-quotas'],
  ['one-image', 'gzip'],
  ['slashes-strict', 'connection-close'],
  ['foreigner-not-found', 'request-with-namespace', 'public-ip-only-address'],
];

test('conforming servers of all sorts are found conformant', async () => {
  const wrong: string[] = [];
  for (const [index, variants] of CONFORMING.entries()) {
    const id = variants.join(' + ');
    const scenarios = ids(coreScenarios(planned, index));
    const { result, problem } = await tryServer({ id, variants, scenarios, exchanges: false, seed: 1 });
    if (result?.outcome === 'conformant') continue;
    const kills = result?.kills.map(
      ({ check, scenario, expected, actual }) => `${check} in ${scenario}: ${expected}, ${actual}`,
    );
    wrong.push(
      `${id}: ${problem ?? result?.outcome} ${[...(kills ?? []), ...(result?.open ?? [])].slice(0, 3).join('; ')}`,
    );
  }
  assert.deepEqual(wrong, []);
});
