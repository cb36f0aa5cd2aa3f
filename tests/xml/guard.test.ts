import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_LIMITS, guard, openXmlEngine } from '../../suite/xml/index.ts';
import { bytes, parseAlike } from './engines.ts';

function kind(text: string, limits = DEFAULT_LIMITS): string {
  const guarded = guard(bytes(text), undefined, limits);
  return guarded.ok ? 'accepted' : guarded.problem.kind;
}

test('each limit lets its own number through and not one more', () => {
  const limits = { bytes: 1000, depth: 3, elements: 5, attributes: 2 };
  assert.equal(kind(`<a>${'x'.repeat(993)}</a>`, limits), 'accepted');
  assert.equal(kind(`<a>${'x'.repeat(994)}</a>`, limits), 'too-large');
  assert.equal(kind('<a><b><c/></b><b><c/></b></a>', limits), 'accepted');
  assert.equal(kind('<a><b><c><d/></c></b></a>', limits), 'too-deep');
  assert.equal(kind('<a><b/><b/><b/><b/></a>', limits), 'accepted');
  assert.equal(kind('<a><b/><b/><b/><b/><b/></a>', limits), 'too-large');
  assert.equal(kind('<a b="1=2" c="x"/>', limits), 'accepted');
  assert.equal(kind('<a b="1" c="2" d="3"/>', limits), 'too-large');
});

test('an element that closes itself adds no depth, whatever its attributes contain', () => {
  const limits = { ...DEFAULT_LIMITS, depth: 2 };
  assert.equal(kind(`<a>${'<b c=">" d=\'/>\'/>'.repeat(10)}</a>`, limits), 'accepted');
  assert.equal(kind('<a><b c="/>"><d/></b></a>', limits), 'too-deep');
});

test('a DOCTYPE is seen only where it is one', () => {
  for (const text of [
    '<a><!-- <!DOCTYPE a> --></a>',
    '<a><![CDATA[<!DOCTYPE a>]]></a>',
    '<a b="&lt;!DOCTYPE a>"/>',
    '<?x <!DOCTYPE a>?><a/>',
  ]) {
    assert.equal(kind(text), 'accepted', text);
  }
  for (const text of [
    '<!DOCTYPE a []><a/>',
    '<!---->\n<!DOCTYPE a SYSTEM "a.dtd" [ ]><a/>',
    '<?x?><!DOCTYPE a [<!ENTITY b "c">]><a/>',
    '<!DOCTYPE a SYSTEM "a.dtd"><!DOCTYPE a><a/>',
    '<a><![CDATA[]]><!DOCTYPE b></a>',
    '<!DOCTYPE a SYSTEM "a>b"><a/>',
    '<!DOCTYPE a PUBLIC "a"><a/>',
  ]) {
    assert.equal(kind(text), 'dtd', text);
  }
});

test('a DOCTYPE that only names a document type is left unread', () => {
  for (const doctype of [
    '<!DOCTYPE a>',
    "<!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a.dtd' >",
    '<!DOCTYPE x:a\nPUBLIC "p"\n"s">',
  ]) {
    for (const before of ['', '<?xml version="1.0"?>\n', '<!-- <!DOCTYPE b [ -->\n<?x <!DOCTYPE?>']) {
      const parsed = parseAlike(bytes(`${before}${doctype}<a>b</a>`));
      assert.ok(parsed.ok, `${before}${doctype}`);
      assert.equal(parsed.doctype, true);
      assert.equal(parsed.root.text, 'b');
    }
  }
  const relying = parseAlike(bytes('<!DOCTYPE a SYSTEM "a.dtd"><a>&company;</a>'));
  assert.equal(relying.ok ? 'parsed' : relying.problem.kind, 'dtd');
  assert.equal(kind(`<!DOCTYPE a ${'"'.repeat(1_000_000)}`), 'dtd');
  assert.equal(kind(`${'<!---->'.repeat(100_000)}<!DOCTYPE a [`), 'dtd');
});

test('hostile documents end before any parser, quickly', () => {
  assert.equal(kind('<a>'.repeat(1_000_000)), 'too-deep');
  assert.equal(kind(`<a>${'<b/>'.repeat(1_000_000)}</a>`), 'too-large');
  assert.equal(kind(`<a ${'b="" '.repeat(1_000_000)}/>`), 'too-large');
  assert.equal(guard(new Uint8Array(DEFAULT_LIMITS.bytes + 1)).ok, false);
  const halves = ['<!--', '<![CDATA[', '<?', '<a b="', "<a b='"];
  for (const half of halves) {
    const parsed = parseAlike(bytes(`<r>${half}${'<r>'.repeat(100_000)}`));
    assert.equal(parsed.ok ? 'parsed' : parsed.problem.kind, 'not-well-formed', half);
  }
});

test('nothing is fetched and nothing is expanded, not even by way of XInclude or a schema hint', () => {
  const parsed = parseAlike(
    bytes('<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/hostname" parse="text"/></a>'),
  );
  assert.ok(parsed.ok);
  assert.deepEqual(
    parsed.root.children.map(({ name, text }) => [name, text]),
    [['include', '']],
  );
});

test('an engine keeps to limits of its own', async () => {
  const engine = await openXmlEngine('libxml2-wasm', { ...DEFAULT_LIMITS, depth: 1 });
  const parsed = engine.parse(bytes('<a><b/></a>'));
  assert.equal(parsed.ok ? 'parsed' : parsed.problem.kind, 'too-deep');
});
