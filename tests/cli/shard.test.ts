import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SUMMARIES, shardOf } from '../../cli/shard.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { planScenarios } from '../../suite/plan/planner.ts';

const planned = planScenarios(loadCatalogue());

it('every scenario is in exactly one part, with the one it rests on and with its chain; summaries are in all', () => {
  const parts = [1, 2, 3].map((part) => shardOf(planned, `${part}/3`));
  const partOf = new Map<string, number>();
  for (const [index, part] of parts.entries())
    for (const { id, family } of part) {
      if (SUMMARIES.includes(family)) continue;
      assert.equal(partOf.has(id), false, id);
      partOf.set(id, index);
    }
  const summaries = planned.filter(({ family }) => SUMMARIES.includes(family));
  assert.equal(partOf.size, planned.length - summaries.length);
  for (const part of parts)
    assert.deepEqual(
      part.filter(({ family }) => SUMMARIES.includes(family)),
      summaries,
    );
  for (const { id, twin } of planned) if (twin !== null) assert.equal(partOf.get(id), partOf.get(twin), id);
  for (const chain of ['image-store', 'nfs'])
    assert.equal(new Set(planned.filter(({ family }) => family === chain).map(({ id }) => partOf.get(id))).size, 1);
});

it('one part of one is everything', () => {
  assert.deepEqual(shardOf(planned, '1/1'), planned);
});
