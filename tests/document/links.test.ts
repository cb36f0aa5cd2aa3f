import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linksOf } from '../../suite/document/links.ts';
import { openXmlEngine } from '../../suite/xml/index.ts';

const engine = await openXmlEngine();

function names(text: string): readonly string[] {
  const parsed = engine.parse(Buffer.from(text));
  assert.ok(parsed.ok);
  return linksOf(parsed.root, '1.0.0.0').map(({ element, name }) => `${element} ${name}`);
}

test('what a list names is told from links that belong to the document', () => {
  const list = (inside: string): string => `<TaskList xmlns="http://www.emc.com/caas">${inside}</TaskList>`;
  const task = '<task href="1.0.0.0/org/a/task/t1"/>';
  const atom = '<x:task xmlns:x="http://www.w3.org/2005/Atom" rel="self" href="1.0.0.0/org/a/task"/>';
  assert.deepEqual(names(list(`${atom}${task}`)), ['task t1']);
  assert.deepEqual(names(list(`<link rel="next" href="1.0.0.0/org/a/task?page=2"/>${task}`)), ['task t1']);
  assert.deepEqual(names(list('<link rel="self" href="1.0.0.0/org/a/task"/>')), []);
});

test('entries are read whatever is wrong about their name or namespace, for a check to say', () => {
  assert.deepEqual(names('<TaskList><task href="a/t1"/><other href="a/t2"/></TaskList>'), ['task t1', 'other t2']);
  assert.deepEqual(names('<TaskList xmlns="http://www.emc.com/caas"><task xmlns="" href="a/t1"/></TaskList>'), [
    'task t1',
  ]);
  assert.deepEqual(names('<TaskList xmlns="urn:other"><task href="a/t1"/><link href="a/t2"/></TaskList>'), [
    'task t1',
    'link t2',
  ]);
});
