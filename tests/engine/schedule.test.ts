import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { schedule } from '../../suite/engine/schedule.ts';
import { planScenarios } from '../../suite/plan/planner.ts';

const scenarios = planScenarios(loadCatalogue());
const { first, long, brief, lanes, serial } = schedule(scenarios);

describe('the schedule', () => {
  it('holds every scenario once', () => {
    const all = [...first, ...long, ...brief, ...lanes.flat(), ...serial].map((scenario) => scenario.id).toSorted();
    assert.deepEqual(all, scenarios.map((scenario) => scenario.id).toSorted());
  });

  it('looks at the server as it was found before anything is made', () => {
    assert.deepEqual(
      first.filter((scenario) => scenario.mutates),
      [],
    );
    assert.ok(first.some((scenario) => scenario.family === 'crawl'));
  });

  it('begins with what takes longest, and changes the state of few VMs for what is over soon', () => {
    const costs = long.map(({ cost }) => cost.tasks);
    assert.ok(costs.every((cost) => cost > 0));
    assert.deepEqual(
      costs,
      costs.toSorted((a, b) => b - a),
    );
    const needs = brief.map((scenario) => scenario.needs);
    const changes = needs.filter((state, index) => index > 0 && state !== needs[index - 1]);
    assert.deepEqual(changes, ['powered-off', 'powered-on', 'suspended']);
  });

  it('serves a second VDC with one VM, each action where the one before has led', () => {
    const round = lanes.find((lane) => lane.some((scenario) => scenario.variation.second === true)) ?? [];
    const operations = new Map(loadCatalogue().operations.map((operation) => [operation.id, operation]));
    assert.equal(round.length, 8);
    let state: string | null = 'powered-off';
    for (const scenario of round) {
      const operation = operations.get(scenario.operation ?? '');
      assert.ok(
        operation?.given.states.some((given) => given === state),
        scenario.id,
      );
      const after = operation?.then.state ?? null;
      if (after !== 'unchanged') state = after;
    }
  });

  it('asks for what NFS refuses while it is off before it is switched on, and for a resync after', () => {
    const ids = lanes.flat().map((scenario) => scenario.id);
    const at = (id: string): number => {
      assert.ok(ids.includes(id), id);
      return ids.indexOf(id);
    };
    const order = [
      'resync-nfs-access/without-server',
      'enable-nfs-access/no-account-manager',
      'deploy-nfs-server/success',
      'enable-nfs-access/success',
      'resync-nfs-access/no-account-manager',
      'resync-nfs-access/success',
    ].map(at);
    assert.deepEqual(
      order,
      order.toSorted((a, b) => a - b),
    );
  });

  it('keeps the quota and the test hook for the end, when nobody else calls', () => {
    assert.deepEqual([...new Set(serial.map((scenario) => scenario.family))], ['hooked-code', 'quota']);
  });
});
