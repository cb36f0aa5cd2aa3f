import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, parseAlike } from './engines.ts';

test('the tree is neutral: namespaces resolved, text merged, comments and instructions gone', () => {
  const leaf = { attributes: {}, children: [], text: '' };
  const parsed = parseAlike(
    bytes(`<?xml version="1.0"?><!-- before --><a xmlns="urn:one" xmlns:t="urn:two" b=" x  y&#10;" t:c="&lt;" xml:lang="en">
        one <![CDATA[<two>]]> &amp;<!-- not --><?nor this?> thr&#101;e\u00A0
        <t:d/><e xmlns=""><f/></e><t:d __proto__="p">4</t:d>
      </a><!-- after -->`),
  );
  assert.ok(parsed.ok);
  assert.deepEqual(parsed.root, {
    name: 'a',
    namespace: 'urn:one',
    attributes: { b: ' x  y\n', '{urn:two}c': '<', '{http://www.w3.org/XML/1998/namespace}lang': 'en' },
    text: 'one <two> & three\u00A0',
    path: '/a',
    children: [
      { ...leaf, name: 'd', namespace: 'urn:two', path: '/a/d[1]' },
      {
        ...leaf,
        name: 'e',
        namespace: null,
        path: '/a/e',
        children: [{ ...leaf, name: 'f', namespace: null, path: '/a/e/f' }],
      },
      {
        ...leaf,
        name: 'd',
        namespace: 'urn:two',
        attributes: Object.fromEntries([['__proto__', 'p']]),
        text: '4',
        path: '/a/d[2]',
      },
    ],
  });
});
