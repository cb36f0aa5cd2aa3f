import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { OrderBook } from '../../specs/entrance/order-book.ts';
import { repetition, withPlainIds } from '../../specs/entrance/repetitions.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import type { Scenario } from '../../suite/plan/types.ts';
import { sampleRun } from '../reporters/sample.ts';

const planned = planScenarios(loadCatalogue());
const byFamily = (family: string, count: number): readonly Scenario[] =>
  planned.filter((scenario) => scenario.family === family).slice(0, count);

/** Notes when each scenario begins and ends; ends it after two turns of the event loop. */
function watched(parallel: number) {
  const log: string[] = [];
  let most = 0;
  let inFlight = 0;
  const book = new OrderBook<string>({
    parallel,
    perform: async (scenario, time) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      log.push(scenario.id);
      await turn();
      await turn();
      inFlight -= 1;
      return `${scenario.id} ${time}`;
    },
  });
  return { book, log, most: () => most };
}

describe('the order book', () => {
  test('performs what was announced in the order of the engine, whatever the order of asking', async () => {
    const crowd = byFamily('access', 6);
    const looking = byFamily('read-success', 3);
    const alone = byFamily('hooked-code', 3);
    const { book, log, most } = watched(2);
    const all = [...alone, ...crowd, ...looking];
    book.announce(all);
    const asked = all.toReversed();
    const results = await Promise.all(asked.map((scenario) => book.ask(scenario)));
    assert.deepEqual(
      results,
      asked.map(({ id }) => `${id} 1`),
    );
    const ids = (some: readonly Scenario[]): string[] => some.map(({ id }) => id).toSorted();
    assert.deepEqual(log.slice(0, 3).toSorted(), ids(looking));
    assert.deepEqual(log.slice(3, 9).toSorted(), ids(crowd));
    assert.deepEqual(log.slice(9).toSorted(), ids(alone));
    // Two, and one more that only asks while the server works.
    assert.equal(most(), 3);
  });

  test('performs what was not announced one by one, and twice what is asked for twice', async () => {
    const [one, two] = byFamily('access', 2);
    assert.ok(one !== undefined && two !== undefined);
    const { book, log, most } = watched(8);
    const results = await Promise.all([one, two, one].map((scenario) => book.ask(scenario)));
    assert.deepEqual(results, [`${one.id} 1`, `${two.id} 1`, `${one.id} 2`]);
    assert.deepEqual(log, [one.id, two.id, one.id]);
    assert.equal(most(), 1);
  });

  test('begins nothing after it was closed, and leaves nobody waiting', async () => {
    const scenarios = byFamily('access', 3);
    const { book, log } = watched(1);
    book.announce(scenarios);
    const results = scenarios.map((scenario) => book.ask(scenario));
    await turn();
    await book.close();
    const ends = await Promise.allSettled(results);
    assert.deepEqual(
      ends.map(({ status }) => status),
      ['fulfilled', 'rejected', 'rejected'],
    );
    assert.deepEqual(log, [scenarios[0]?.id]);
  });

  test('tells an error to whoever asks, and goes on', async () => {
    const [one, two] = byFamily('access', 2);
    assert.ok(one !== undefined && two !== undefined);
    const book = new OrderBook<string>({
      parallel: 1,
      perform: async ({ id }) => (id === one.id ? Promise.reject(new Error('broken')) : id),
    });
    book.announce([one, two]);
    await assert.rejects(book.ask(one), /broken/);
    assert.equal(await book.ask(two), two.id);
  });
});

describe('repetitions', () => {
  test('go by an id of their own while they run, and by the plain one in the report', () => {
    const [scenario] = planned;
    assert.ok(scenario !== undefined);
    assert.equal(repetition(scenario, 1), scenario);
    const again = repetition(scenario, 2);
    assert.notEqual(again.id, scenario.id);
    const run = sampleRun();
    const [result, ...others] = run.results;
    const [exchange, ...rest] = run.evidence;
    assert.ok(result !== undefined && exchange !== undefined);
    const repeated = {
      ...run,
      results: [{ ...result, scenario: again }, ...others],
      evidence: [{ ...exchange, scenario: again.id }, ...rest],
    };
    const plain = withPlainIds(repeated);
    assert.equal(plain.results[0]?.scenario.id, scenario.id);
    assert.equal(plain.evidence[0]?.scenario, scenario.id);
    assert.deepEqual(plain.results.slice(1), others);
    assert.deepEqual(withPlainIds(run), { ...run, tasks: run.tasks ?? [] });
  });
});
