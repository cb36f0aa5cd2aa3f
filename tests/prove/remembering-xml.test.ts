import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rememberingXml } from '../../prove/remembering-xml.ts';
import { openXmlEngine } from '../../suite/xml/index.ts';

const NAMESPACE = 'xmlns="http://www.emc.com/caas"';
const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const network = (scope: string): Uint8Array =>
  octets(`<Network ${NAMESPACE} name="one"><scope>${scope}</scope></Network>`);

test('what was read once is not read again, and says the same', async () => {
  const engine = await openXmlEngine();
  const calls = { parse: 0, validate: 0 };
  const counting = rememberingXml({
    name: engine.name,
    parse: (...asked) => {
      calls.parse += 1;
      return engine.parse(...asked);
    },
    validate: (...asked) => {
      calls.validate += 1;
      return engine.validate(...asked);
    },
  });
  for (const scope of ['private', 'nowhere', 'private', 'nowhere']) {
    const result = counting.parse(network(scope));
    assert.ok(result.ok);
    const plain = engine.parse(network(scope));
    assert.ok(plain.ok);
    assert.deepEqual(
      counting.validate(result.root, 'caas-mo-network.xsd', 'Network'),
      engine.validate(plain.root, 'caas-mo-network.xsd', 'Network'),
    );
  }
  assert.deepEqual(calls, { parse: 2, validate: 2 });
});

test('charset and schema are part of the question', async () => {
  const xml = rememberingXml(await openXmlEngine());
  const document = Buffer.from(`<Network ${NAMESPACE} name="caf\u00e9"><scope>private</scope></Network>`, 'latin1');
  const latin = xml.parse(document, 'iso-8859-1');
  const other = xml.parse(document, 'utf-8');
  assert.equal(latin.ok && latin.root.attributes.name, 'café');
  assert.equal(other.ok, false);
  assert.ok(latin.ok);
  assert.deepEqual(xml.validate(latin.root, 'caas-mo-network.xsd', 'Network'), []);
  assert.notDeepEqual(xml.validate(latin.root, 'caas-mo-task.xsd', 'Task'), []);
});
