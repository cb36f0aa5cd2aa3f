import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Happening, impossiblePart, legalOrder } from '../../suite/checks/linearize.ts';

/** A register: writes set it, reads must find what was set last. */
const write = (value: string, from: number, to: number, doubtful = false): Happening<string> => ({
  label: `write ${value}`,
  from,
  to,
  step: () => [value],
  doubtful,
});
const read = (value: string, from: number, to: number): Happening<string> => ({
  label: `read ${value}`,
  from,
  to,
  step: (state) => (state === value ? [state] : []),
  doubtful: false,
});
const labels = (some: readonly Happening<string>[] | null): readonly string[] | null =>
  some === null ? null : some.map(({ label }) => label);

describe('the search for a legal order', () => {
  it('finds one where calls overlap', () => {
    const history = [write('a', 0, 10), write('b', 0, 10), read('a', 20, 21)];
    assert.deepEqual(labels(legalOrder('', history)), ['write b', 'write a', 'read a']);
    assert.equal(impossiblePart('', history), null);
  });

  it('keeps the order of calls that did not overlap', () => {
    const history = [write('a', 0, 10), write('b', 11, 20), read('a', 21, 22)];
    assert.equal(legalOrder('', history), null);
  });

  it('lets a call whose end is not known have happened at any time since, or never', () => {
    const lost = write('a', 0, Number.POSITIVE_INFINITY, true);
    assert.ok(legalOrder('', [lost, read('', 5, 6), read('a', 7, 8)]));
    assert.ok(legalOrder('', [lost, read('', 5, 6)]));
    assert.equal(legalOrder('', [write('a', 7, Number.POSITIVE_INFINITY, true), read('a', 5, 6)]), null);
    assert.equal(legalOrder('', [lost, read('a', 5, 6), read('', 7, 8)]), null);
  });

  it('tells the shortest part that is impossible, without what does not matter', () => {
    const history = [
      write('a', 0, 10),
      read('a', 11, 12),
      write('b', 20, 30),
      read('a', 31, 32),
      write('c', 40, 50),
      read('d', 51, 52),
    ];
    assert.deepEqual(labels(impossiblePart('', history)), ['read a', 'write b', 'read a']);
  });

  it('blames nothing that only what is left out would explain', () => {
    // Without the write the read would be impossible; with it, it is not.
    assert.equal(impossiblePart('', [write('a', 0, 10), read('a', 5, 6)]), null);
    assert.deepEqual(labels(impossiblePart('', [write('a', 7, 10), read('a', 5, 6)])), ['read a']);
  });

  it('is quick enough for eight calls at once that fit nowhere', () => {
    const began = process.cpuUsage().user;
    const many = Array.from({ length: 8 }, (_, index) => write(String(index), 0, 100));
    assert.equal(legalOrder('', [...many, read('nobody wrote this', 101, 102)]), null);
    assert.ok(process.cpuUsage().user - began < 2_000_000);
  });
});
