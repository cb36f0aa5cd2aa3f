import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brief, engines, parseAlike, validateAlike } from './engines.ts';

const CORPUS = new URL('corpus/', import.meta.url);

/** File name up to the first dot: the expected root of a document, or the kind of its refusal. */
function documents(
  folder: string,
): readonly { readonly id: string; readonly head: string; readonly content: Uint8Array }[] {
  const url = new URL(`${folder}/`, CORPUS);
  return readdirSync(url).map((file) => {
    const id = file.replace(/\.xml$/, '');
    return { id, head: id.replace(/\..*/, ''), content: readFileSync(new URL(file, url)) };
  });
}

function table(name: string): Readonly<Record<string, readonly string[]>> {
  return JSON.parse(readFileSync(new URL(name, CORPUS), 'utf8'));
}

const valid = documents('valid');
const advisories = table('advisories.json');
for (const { id, head, content } of valid) {
  test(`valid: ${id}`, () => {
    const found = brief(validateAlike(content, head));
    assert.deepEqual(found, { errors: [], advisories: [...(advisories[id] ?? [])].sort() });
  });
}

const invalid = documents('invalid');
const flaws = table('errors.json');
for (const { id, head, content } of invalid) {
  test(`invalid: ${id}`, () => {
    const { errors, advisories } = brief(validateAlike(content, head));
    assert.ok(errors.length > 0);
    assert.deepEqual([...errors, ...advisories].sort(), [...(flaws[id] ?? [])].sort());
  });
}

const refused = documents('refused');
for (const { id, head, content } of refused) {
  test(`refused: ${id}`, () => {
    const parsed = parseAlike(content);
    assert.equal(parsed.ok ? 'parsed' : parsed.problem.kind, head);
  });
}

test('the tables name no document that is not there', () => {
  const ids = (of: typeof valid): Set<string> => new Set(of.map(({ id }) => id));
  assert.deepEqual(new Set(Object.keys(flaws)), ids(invalid));
  assert.deepEqual(
    Object.keys(advisories).filter((id) => !ids(valid).has(id)),
    [],
  );
});

test('what a document gave does not depend on what was read before', () => {
  const [first] = valid;
  assert.ok(first);
  for (const engine of engines) {
    const once = engine.parse(first.content);
    for (const { content } of refused) engine.parse(content);
    assert.deepEqual(engine.parse(first.content), once);
  }
});
