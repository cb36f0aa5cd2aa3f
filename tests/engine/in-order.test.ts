import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { inOrder } from '../../suite/engine/in-order.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import type { Scenario } from '../../suite/plan/types.ts';

const planned = planScenarios(loadCatalogue());
const ofFamily = (family: string): readonly Scenario[] => planned.filter((scenario) => scenario.family === family);

async function begun(scenarios: readonly Scenario[], more: Partial<Parameters<typeof inOrder>[1]>): Promise<string[]> {
  const log: string[] = [];
  await inOrder(scenarios, {
    parallel: 1,
    perform: async ({ id }) => {
      log.push(id);
      await turn();
    },
    ...more,
  });
  return log;
}

describe('the order in which scenarios are begun', () => {
  it('prefers those whose VM is at hand, among those that take about as long', async () => {
    const pairs = ofFamily('pair');
    const walks = ofFamily('walk');
    const effort = (scenario: Scenario): number => (scenario.needs === 'suspended' ? 0 : 2);
    const log = await begun([...pairs, ...walks], { effort });
    const suspended = pairs.filter(({ needs }) => needs === 'suspended').map(({ id }) => id);
    assert.ok(suspended.length > 0);
    assert.deepEqual(
      log.slice(0, walks.length),
      walks.map(({ id }) => id),
      'what takes long is not put off for it',
    );
    assert.deepEqual(log.slice(walks.length, walks.length + suspended.length), suspended);
  });

  it('is the shuffled one where no order is wanted, and holds every scenario once', async () => {
    const some = planned.filter(({ family, tier }) => ['pair', 'cell', 'access'].includes(family) && tier !== 'nfs');
    const shuffled = some.toReversed();
    const log = await begun(some, { shuffled, effort: () => assert.fail('nobody asks for the effort') });
    const [brief, long] = [
      shuffled.filter(({ cost }) => cost.tasks === 0),
      shuffled.filter(({ cost }) => cost.tasks > 0),
    ];
    assert.deepEqual(
      log,
      [...long, ...brief].map(({ id }) => id),
    );
  });

  it('gets VMs ready while the rest goes on, and before they are asked for', async () => {
    const events: string[] = [];
    await inOrder([...ofFamily('pair').slice(0, 3), ...ofFamily('hooked-code').slice(0, 40)], {
      parallel: 2,
      perform: async ({ family }) => {
        events.push(family);
        await turn();
      },
      prepare: async (states) => {
        events.push(`prepare ${[...states].toSorted().join(', ')}`);
        await turn();
        events.push('ready');
      },
    });
    assert.equal(events.filter((event) => event.startsWith('prepare')).length, 1);
    assert.ok(events.indexOf('ready') < events.indexOf('hooked-code'), `${events}`);
  });
});
