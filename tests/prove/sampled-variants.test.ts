import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tryServer } from '../../cli/try-server.ts';
import { coreScenarios } from '../../prove/core-scenarios.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { TRIAL_LIMIT } from './trial-limit.ts';

const planned = planScenarios(loadCatalogue());

/** A sample of what `npm run prove` does in full; each meets the core and a share of the rest. */
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

for (const [index, variants] of CONFORMING.entries()) {
  const id = variants.join(' + ') || 'the guide as it stands';
  test(`a conforming server is found conformant: ${id}`, TRIAL_LIMIT, async () => {
    const scenarios = coreScenarios(planned, index).map((scenario) => scenario.id);
    const { result, problem } = await tryServer({ id, variants, scenarios, exchanges: false, seed: 1 });
    const kills = result?.kills.map(
      ({ check, scenario, expected, actual }) => `${check} in ${scenario}: ${expected}, ${actual}`,
    );
    const told = [...(kills ?? []), ...(result?.open ?? [])].slice(0, 3).join('; ');
    assert.equal(result?.outcome, 'conformant', problem ?? told);
  });
}
