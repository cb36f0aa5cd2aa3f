import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { applicability } from '../../suite/plan/applicability.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { defaultTarget } from '../../suite/target/default-target.ts';

const catalogue = loadCatalogue();
const scenarios = planScenarios(catalogue);
const find = (id: string) => {
  const found = scenarios.find((scenario) => scenario.id === id);
  assert.ok(found, id);
  return found;
};

describe('the plan', () => {
  it('has a scenario for every pair of operation and code', () => {
    const planned = new Set(
      scenarios.flatMap((scenario) => scenario.codes.map((code) => `${scenario.operation} ${code}`)),
    );
    const listed = catalogue.operations.flatMap(({ id, errors }) => errors.map((code) => `${id} ${code}`));
    assert.equal(listed.length, 240);
    assert.deepEqual(
      listed.filter((pair) => !planned.has(pair)),
      [],
    );
  });

  it('names only requirements, readings, codes and twins that exist', () => {
    const ids = new Set(scenarios.map((scenario) => scenario.id));
    const readings = new Set(catalogue.readings.map((reading) => reading.id));
    const wrong = scenarios.flatMap(({ id, requirements, expects, codes, twin }) => [
      ...requirements.filter((name) => catalogue.requirement(name) === undefined).map((name) => `${id}: ${name}`),
      ...codes.filter((code) => catalogue.error(code) === undefined).map((code) => `${id}: ${code}`),
      ...(twin !== null && !ids.has(twin) ? [`${id}: twin ${twin}`] : []),
      ...(expects?.reading != null && !readings.has(expects.reading) ? [`${id}: reading ${expects.reading}`] : []),
    ]);
    assert.deepEqual(wrong, []);
  });

  it('has a cell for every state and action, and a pair for every two actions of which the first is no deletion', () => {
    assert.equal(scenarios.filter((scenario) => scenario.family === 'cell').length, 24);
    assert.equal(scenarios.filter((scenario) => scenario.family === 'pair').length, 7 * 8);
  });

  it('sends nothing that changes something in the tier read-only', () => {
    const changing = scenarios.filter((scenario) => scenario.tier === 'read-only' && scenario.mutates);
    assert.deepEqual(
      changing.map((scenario) => scenario.id),
      [],
    );
  });

  it('never sends a method that the guide hints at: it might do what it says', () => {
    const ids = scenarios.map((scenario) => scenario.id);
    assert.ok(ids.includes('get-vdc-list/undefined-put'));
    assert.ok(!ids.includes('get-vdc-list/undefined-post'));
    assert.ok(!ids.includes('get-vdc-information/undefined-delete'));
    assert.ok(!ids.includes('get-task/undefined-delete'));
  });
});

describe('applicability', () => {
  const credential = { username: 'a', password: 'b' };
  const bare = defaultTarget({ baseUrl: 'http://127.0.0.1', principals: { admin: credential } });

  it('leaves untested what the target file could permit or provide', () => {
    assert.deepEqual(applicability(find('power-on-vm/success'), bare), {
      runs: false,
      outcome: 'untested',
      reason: 'the target file does not permit the tier life-cycle',
    });
    assert.deepEqual(applicability(find('get-vm-list/not-admin'), bare), {
      runs: false,
      outcome: 'untested',
      reason: 'the target file gives no credentials for nonAdmin',
    });
  });

  it('takes for inapplicable what the implementation does not claim', () => {
    const claims = { ...bare.claims, nfs: false };
    const outcome = applicability(find('enable-nfs-access/success'), { ...bare, claims });
    assert.equal(outcome.runs ? 'runs' : outcome.outcome, 'inapplicable');
    const hooked = applicability(find('get-vm-list/hook-FatalError'), bare);
    assert.equal(hooked.runs ? 'runs' : hooked.outcome, 'inapplicable');
  });

  it('lets the reads of an administrator run with nothing but the administrator', () => {
    assert.deepEqual(applicability(find('get-vm-list/success'), bare), { runs: true });
  });
});
