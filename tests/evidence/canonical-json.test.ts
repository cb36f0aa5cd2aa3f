import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canonicalJson } from '../../suite/evidence/canonical-json.ts';

describe('canonical JSON', () => {
  it('has one text for one value', () => {
    assert.equal(
      canonicalJson({ b: [1, { d: null, c: 'é"\n' }], a: undefined, A: -0.5 }),
      '{"A":-0.5,"b":[1,{"c":"é\\"\\n","d":null}]}',
    );
    assert.equal(canonicalJson({ x: 1, y: 2 }), canonicalJson({ y: 2, x: 1 }));
    assert.notEqual(canonicalJson([1, 2]), canonicalJson([2, 1]));
    assert.equal(canonicalJson('\ud800'), '"\\ud800"');
  });

  it('refuses what JSON cannot hold', () => {
    for (const value of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      undefined,
      () => 1,
      1n,
      [undefined],
      { a: Buffer.from('x') },
    ]) {
      assert.throws(() => canonicalJson(value), TypeError);
    }
  });
});
