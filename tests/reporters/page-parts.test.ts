import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XmlDocument } from 'libxml2-wasm';
import { escapeHtml, html, jsonBlock } from '../../reporters/html/markup.ts';
import { stateDiagram } from '../../reporters/html/sections/state-diagram.ts';
import { diffDocuments, diffInPlace } from '../../reporters/html/xml-diff.ts';
import { locate, looksLikeXml, xmlLines } from '../../reporters/html/xml-lines.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import type { StateLine } from '../../reporters/model/types.ts';
import { visible, visibleLine } from '../../reporters/text/visible.ts';
import { HOSTILE_TEXTS } from './hostile.ts';
import { sampleRun } from './sample.ts';

test('whatever is put into a template is text, unless a template made it', () => {
  const evil = `<b title="x">'&'</b>`;
  assert.equal(
    String(html`<p title="${evil}">${evil}${html`<i>${1}</i>`}${[null, undefined, false, ['a', 2]]}</p>`),
    `<p title="${escapeHtml(evil)}">${escapeHtml(evil)}<i>1</i>a2</p>`,
  );
  assert.equal(escapeHtml(evil), '&lt;b title=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/b&gt;');
});

test('nothing in a data block can end it', () => {
  for (const text of Object.values(HOSTILE_TEXTS)) {
    const block = String(jsonBlock({ text }));
    assert.ok(!/[<\u2028\u2029]/.test(block));
    assert.deepEqual(JSON.parse(block), { text });
  }
});

test('hidden characters are named, line feeds and tabs stay, and a line is one line', () => {
  assert.equal(visible('a\u202Eb\u0000c\u001B[0m\nd\te\u{E0041}'), 'a⟨U+202E⟩b⟨U+0000⟩c⟨U+001B⟩[0m\nd\te⟨U+E0041⟩');
  assert.equal(visible('\uD83D'), '⟨U+D83D⟩');
  assert.equal(visible('Zoë 名前 😀 é'), 'Zoë 名前 😀 é');
  assert.equal(visibleLine(' a\r\n\tb\u2028c '), 'a b⟨U+2028⟩c');
});

const list =
  '<?xml version="1.0"?><TaskList xmlns="urn:x"><!-- c --><task href="1"/><task href="2"></task><c:more xmlns:c="urn:c"><![CDATA[a<b]]></c:more></TaskList>';

test('a document is laid out an element a line, with the path of each', () => {
  assert.deepEqual(
    xmlLines(list)?.map(({ depth, text, path }) => [depth, text, path]),
    [
      [0, '<?xml version="1.0"?>', null],
      [0, '<TaskList xmlns="urn:x">', '/TaskList'],
      [1, '<!-- c -->', null],
      [1, '<task href="1"/>', '/TaskList/task'],
      [1, '<task href="2"></task>', '/TaskList/task[2]'],
      [1, '<c:more xmlns:c="urn:c"><![CDATA[a<b]]></c:more>', '/TaskList/more'],
      [0, '</TaskList>', null],
    ],
  );
});

test('what does not nest is not laid out, and what is no XML is not taken for it', () => {
  for (const broken of ['<a><b></a></b>', '<a>', '</a>', '<a><b></b>']) assert.equal(xmlLines(broken), null, broken);
  assert.deepEqual(['<a/>', '\uFEFF <?xml?>', '<!doctype html><p>', '{"a":1}', '', 'a < b'].map(looksLikeXml), [
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a place is found: exactly, by index, by attribute, or by the nearest ancestor', () => {
  const lines = xmlLines(list) ?? [];
  const found = (where: string) => {
    const place = locate(lines, where);
    return place === null ? null : [lines[place.index]?.path, place.exact];
  };
  assert.deepEqual(found('/TaskList/task[2]'), ['/TaskList/task[2]', true]);
  assert.deepEqual(found('/TaskList/task[1]'), ['/TaskList/task', true]);
  assert.deepEqual(found('/TaskList/task[2]/@href'), ['/TaskList/task[2]', true]);
  assert.deepEqual(found('body /TaskList/none/deeper'), ['/TaskList', false]);
  assert.deepEqual([found('header Location'), found('status'), found('/Other')], [null, null, null]);
});

test('a difference in place strikes the element that came and sets beside it what was wanted', () => {
  const body = '<Task><a>1</a><status>done</status><b>2</b></Task>';
  const signs = (where: string) => diffInPlace(body, where, 'completed')?.map(({ sign, text }) => `${sign}${text}`);
  assert.deepEqual(signs('/Task/status'), [
    ' <Task>',
    ' <a>1</a>',
    '-<status>done</status>',
    '+completed',
    ' <b>2</b>',
    ' </Task>',
  ]);
  assert.deepEqual(
    signs('/Task/missing'),
    [' <Task>', '+completed', ' <a>1</a>', ' <status>done</status>', ' <b>2</b>']?.concat(['…1 line']),
  );
  const whole = diffInPlace('<Task><a>1</a></Task>', '/Task', 'another namespace');
  assert.deepEqual(
    whole?.map(({ sign, text }) => `${sign}${text}`),
    ['-<Task>', '+another namespace', ' <a>1</a>', ' </Task>'],
  );
  assert.deepEqual([signs('status'), diffInPlace('not xml', '/a', 'x')], [undefined, null]);
});

test('two documents are compared line by line, and what is far from a change is counted', () => {
  const wide = Array.from({ length: 20 }, (_, index) => `<e>${index}</e>`).join('');
  const diff = diffDocuments(`<r>${wide}<x>1</x></r>`, `<r>${wide}<x>2</x></r>`)?.map(
    ({ sign, text }) => `${sign}${text}`,
  );
  assert.deepEqual(diff, ['…18 lines', ' <e>17</e>', ' <e>18</e>', ' <e>19</e>', '-<x>2</x>', '+<x>1</x>', ' </r>']);
  assert.equal(diffDocuments('one of a, b', '<r/>'), null);
});

test('the life cycle is drawn as well-formed SVG: each cell once, arrows for what leads elsewhere', () => {
  const { states } = buildReport(sampleRun());
  const document = XmlDocument.fromString(String(stateDiagram({ states })));
  try {
    const names = { x: 'http://www.w3.org/2000/svg' };
    const count = (path: string) => document.find(path, names).length;
    const leads = (cell: StateLine) => cell.to !== null && cell.to !== cell.state;
    assert.deepEqual(
      [count('//a'), count('//path[starts-with(@class, "edge")]')],
      [states.length, states.filter(leads).length],
    );
    assert.equal(count('//rect[@class="card"]'), new Set(states.map(({ state }) => state)).size);
  } finally {
    document.dispose();
  }
});

test('a life cycle of other states than the usual is drawn as well', () => {
  const cell = (state: string, action: string, to: string | null): StateLine => ({
    state,
    action,
    to,
    verdict: 'untested',
    section: '',
    reason: '',
    exchanges: [],
    rule: 'open',
    level: null,
  });
  for (const states of [
    [cell('a', 'x', 'a')],
    [cell('a', 'x', 'd'), cell('b', 'y', 'gone'), cell('c', 'z', 'nowhere'), cell('d', 'x', 'a')],
  ]) {
    XmlDocument.fromString(String(stateDiagram({ states }))).dispose();
  }
});
