import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { diag } from 'libxml2-wasm';
import { ENGINE_VARIABLE, openXmlEngine, type XmlElement } from '../../suite/xml/index.ts';
import { bytes, engines, native, ROOTS, schemaOf, wasm } from './engines.ts';

const EMPTY: XmlElement = { name: 'x', namespace: null, attributes: {}, children: [], text: '', path: '/x' };

async function withVariable<T>(value: string | undefined, run: () => Promise<T>): Promise<T> {
  const before = process.env[ENGINE_VARIABLE];
  if (value === undefined) delete process.env[ENGINE_VARIABLE];
  else process.env[ENGINE_VARIABLE] = value;
  try {
    return await run();
  } finally {
    if (before === undefined) delete process.env[ENGINE_VARIABLE];
    else process.env[ENGINE_VARIABLE] = before;
  }
}

test('an engine says its name and version', () => {
  if (native !== null) assert.match(native.name, /^libxmljs2 \d+\.\d+\.\d+$/);
  assert.match(wasm.name, /^libxml2-wasm \d+\.\d+\.\d+$/);
});

test('without a preference the native engine is taken where there is one; the environment and the caller can say otherwise', async () => {
  const name = async (variable?: string, preferred?: 'libxml2-wasm'): Promise<string> =>
    (await withVariable(variable, () => openXmlEngine(preferred))).name;
  const automatic = native ?? wasm;
  assert.equal(await name(), automatic.name);
  assert.equal(await name(''), automatic.name);
  assert.equal(await name('libxml2-wasm'), wasm.name);
  assert.equal(await name('libxmljs2', 'libxml2-wasm'), wasm.name);
  await assert.rejects(name('expat'), /ATMOS_XML_ENGINE is "expat", expected libxmljs2 or libxml2-wasm/);
});

test('the schemas are those that the guide names, the error message, and ours for requests', () => {
  const files = readdirSync(new URL('../../schemas/xsd/', import.meta.url)).filter((file) => file.endsWith('.xsd'));
  assert.deepEqual(files.sort(), [
    'caas-mo-error.xsd',
    'caas-mo-manifest.xsd',
    'caas-mo-network.xsd',
    'caas-mo-org.xsd',
    'caas-mo-task.xsd',
    'caas-mo-vdc.xsd',
    'caas-mo-vm-dev.xsd',
    'caas-mo-vm.xsd',
    'caas-types.xsd',
    'request-deploy-image.xsd',
    'request-named-vm.xsd',
    'request-update-vm.xsd',
  ]);
});

test('a schema or root that does not exist is an error of the caller, not of the document', () => {
  for (const engine of engines) {
    assert.throws(() => engine.validate(EMPTY, 'caas-mo-none.xsd', 'Task'), /no schema caas-mo-none\.xsd/);
    assert.throws(() => engine.validate(EMPTY, '../json/x.xsd', 'Task'), /no schema/);
    assert.throws(() => engine.validate(EMPTY, 'caas-mo-task.xsd', 'Network'), /declares no element Network/);
    for (const root of ROOTS) assert.equal(engine.validate(EMPTY, schemaOf(root), root)[0]?.kind, 'wrong-root');
  }
});

test('the WebAssembly engine leaves no document behind', () => {
  const good = bytes('<Task xmlns="http://www.emc.com/caas" name="t"><status>done</status></Task>');
  const warm = wasm.parse(good);
  assert.ok(warm.ok);
  wasm.validate(warm.root, 'caas-mo-task.xsd', 'Task');
  diag.configure({ enabled: true });
  try {
    for (const text of ['<a/>', '<a>', '<a xmlns:v="no uri at all"/>', '<c:a/>']) wasm.parse(bytes(text));
    wasm.validate(warm.root, 'caas-mo-task.xsd', 'Task');
    assert.deepEqual(diag.report(), {});
  } finally {
    diag.configure({ enabled: false });
  }
});
