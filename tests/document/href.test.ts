import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveHref } from '../../suite/document/href.ts';

const forms: readonly (readonly [string, string, string])[] = [
  ['1.0.0.0/org/caas/vdc/blue', 'relative', '/1.0.0.0/org/caas/vdc/blue'],
  ['/1.0.0.0/org/caas/vdc/blue', 'rooted', '/1.0.0.0/org/caas/vdc/blue'],
  ['/api/1.0.0.0/org/caas/vdc/blue', 'rooted', '/1.0.0.0/org/caas/vdc/blue'],
  ['http://elsewhere:81/api/1.0.0.0/org/caas/vdc/blue', 'absolute', '/1.0.0.0/org/caas/vdc/blue'],
];

describe('resolveHref', () => {
  for (const [href, form, path] of forms) {
    it(`reads ${href} as ${form}`, () => {
      const resolved = resolveHref(href, '1.0.0.0');
      assert.equal(resolved?.form, form);
      assert.equal(resolved?.path, path);
      assert.equal(resolved?.name, 'blue');
    });
  }

  it('encodes a raw space and leaves an escape as it is', () => {
    const raw = resolveHref('1.0.0.0/org/o/vdc/v/vm/m/virtualnic/Network Adapter 1', '1.0.0.0');
    const escaped = resolveHref('1.0.0.0/org/o/vdc/v/vm/m/virtualnic/Network%20Adapter%201', '1.0.0.0');
    assert.equal(raw?.path, escaped?.path);
    assert.equal(raw?.name, 'Network Adapter 1');
    assert.deepEqual([raw?.rawSpace, escaped?.rawSpace], [true, false]);
  });

  it('takes nothing for a link of the API that is none', () => {
    assert.equal(resolveHref('vdc/blue', '1.0.0.0'), null);
    assert.equal(resolveHref('2.0.0.0/org/caas', '1.0.0.0'), null);
    assert.equal(resolveHref('http://1.0.0.0/organisation', '1.0.0.0'), null);
  });
});
