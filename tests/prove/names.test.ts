import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS } from '../../mock/faults/index.ts';
import { nameOf } from '../../prove/flaw-of.ts';
import { emptyPatterns, names, ownersOf, standingOf } from '../../prove/ownership.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { ALL_CHECKS } from '../../suite/checks/all-checks.ts';

const IDS = FAULTS.map(({ id }) => id);

test('a fault is called by its operation, its flaw and a detail', () => {
  assert.deepEqual(nameOf('get-task/wrong-value.end-time'), {
    subject: 'get-task',
    flaw: 'wrong-value',
    detail: 'end-time',
  });
  assert.deepEqual(nameOf('every-seventh-answer-fails'), {
    subject: '',
    flaw: 'every-seventh-answer-fails',
    detail: '',
  });
});

test('a pattern names a fault, a flaw anywhere, or a detail anywhere', () => {
  const fault = 'get-task/wrong-value.type';
  for (const pattern of [fault, 'get-task/wrong-value', '*/wrong-value', '*/wrong-value.type'])
    assert.equal(names(pattern, fault), true, pattern);
  for (const pattern of ['get-vm-list/wrong-value', '*/wrong-value.status', '*/wrong', 'get-task/*'])
    assert.equal(names(pattern, fault), false, pattern);
});

test('a check is owner, companion or neither', () => {
  const checks = [{ id: 'a', faults: ['*/x'] as const, companions: ['op/y'] }];
  assert.equal(standingOf('a', 'op/x', checks), 'owner');
  assert.equal(standingOf('a', 'op/y', checks), 'companion');
  assert.equal(standingOf('a', 'other/y', checks), 'wrong');
  assert.equal(standingOf('b', 'op/x', checks), 'wrong');
  assert.deepEqual(ownersOf('op/x', checks), ['a']);
  assert.deepEqual(emptyPatterns(['op/x'], checks), ['a: op/y']);
});

test('every fault has an owner among the checks, and every pattern of a check has a fault', () => {
  assert.deepEqual(
    IDS.filter((id) => ownersOf(id, ALL_CHECKS).length === 0),
    [],
  );
  assert.deepEqual(emptyPatterns(IDS, ALL_CHECKS), []);
});

test('there are more than a thousand faults, each of its own name, told in words', () => {
  assert.ok(FAULTS.length > 1000, String(FAULTS.length));
  assert.equal(new Set(IDS).size, IDS.length);
  for (const { id, title, description } of FAULTS) {
    assert.match(id, /^([a-z-]+\/)?[a-z-]+(\.[A-Za-z-]+)?$/, id);
    assert.ok(title.length > 5 && description.length > 15, id);
  }
});

test('every operation of the catalogue is wrong in at least fifteen ways', () => {
  for (const { id } of loadCatalogue().operations) {
    const count = FAULTS.filter((fault) => fault.operation === id).length;
    assert.ok(count >= 15, `${id}: ${count}`);
  }
});
