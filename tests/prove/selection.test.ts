import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS } from '../../mock/faults/index.ts';
import { VARIANTS } from '../../mock/variants/index.ts';
import { combinations } from '../../prove/combinations.ts';
import { coreScenarios } from '../../prove/core-scenarios.ts';
import { scenariosThatSee } from '../../prove/selection.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { planScenarios } from '../../suite/plan/planner.ts';

const catalogue = loadCatalogue();
const planned = planScenarios(catalogue);
const SILENT = new Set(['answers', 'set-up', 'run']);

const seenBy = (id: string): readonly string[] =>
  scenariosThatSee(id, planned, catalogue)
    .filter(({ family }) => !SILENT.has(family))
    .map((scenario) => scenario.id);

test('a fault meets the scenarios that can see it', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    'get-network-list/no-namespace': ['get-network-list/success'],
    'reset-vm/location-missing': ['reset-vm/success'],
    'reset-vm/open-to-all': ['reset-vm/no-credentials'],
    'reset-vm/accepted-when.suspended': ['life-cycle/suspended-reset'],
    'get-vm-management-action-list/omits.powered-off-clone': ['life-cycle/powered-off-clone'],
    'clone-vm/code-replaced.ReservedName': ['clone-vm/reserved-name'],
    'get-network-information/unknown-served.network': ['get-network-information/unknown-network'],
    'power-on-vm/wrong-later.in-the-second-vdc': ['power-on-vm/success-in-second-vdc'],
    'get-vdc-list/hrefs-dangling': ['get-vdc-list/success', 'consistency/crawl'],
  };
  for (const [id, scenarios] of Object.entries(expected))
    assert.deepEqual([...seenBy(id)].toSorted(), [...scenarios].toSorted(), id);
});

test('the summaries always come along', () => {
  const all = planned.filter(({ family }) => SILENT.has(family)).length;
  const chosen = scenariosThatSee('get-task/no-namespace', planned, catalogue);
  assert.equal(chosen.filter(({ family }) => SILENT.has(family)).length, all);
});

test('no fault of the mock is seen by nothing, and none needs more than a fifth of the suite', () => {
  for (const { id } of FAULTS) {
    const { length } = seenBy(id);
    assert.ok(length > 0 && length < planned.length / 5, `${id}: ${length}`);
  }
});

test('a fault that nobody knows meets everything', () => {
  assert.equal(scenariosThatSee('elsewhere/unheard-of', planned, catalogue).length, planned.length);
});

test('each variant is tried alone, then some together, the same for the same seed', () => {
  const ids = VARIANTS.map(({ id }) => id);
  const some = { seed: 7, pairs: 4, bunches: 2 };
  const first = combinations(ids, some);
  assert.deepEqual(
    first.slice(0, ids.length).map(({ variants }) => variants),
    ids.map((id) => [id]),
  );
  assert.deepEqual(
    first.slice(ids.length).map(({ variants }) => new Set(variants).size),
    [2, 2, 2, 2, 5, 5],
  );
  assert.deepEqual(combinations(ids, some), first);
  assert.notDeepEqual(combinations(ids, { ...some, seed: 8 }), first);
  assert.ok(ids.length >= 60);
});

test('conforming servers together meet every scenario, and each meets the core', () => {
  const met = new Set<string>();
  for (let index = 0; index < 24; index += 1) for (const { id } of coreScenarios(planned, index)) met.add(id);
  assert.equal(met.size, planned.length);
  const core = coreScenarios(planned, 3).map(({ id }) => id);
  for (const id of ['consistency/crawl', 'power-on-vm/success', 'upload-image/success'])
    assert.ok(core.includes(id), id);
});
