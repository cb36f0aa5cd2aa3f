import assert from 'node:assert/strict';
import { test } from 'node:test';
import { element, serialise } from '../../suite/xml/index.ts';
import { brief, bytes, engines, parseAlike } from './engines.ts';

const NAMESPACE = 'http://www.emc.com/caas';
const clone = element('VirtualMachine', { name: 'web-2' });
const update = element('VirtualMachine', {}, [element('instance-type', {}, ['medium'])]);
const deploy = element('VirtualMachine', { name: 'web-3' }, [
  element('instance-type', {}, ['large']),
  element('has-publicIP', {}, ['true']),
]);

test('a body is written as the guide prints it, and with the namespace on request', () => {
  assert.equal(serialise(clone), '<VirtualMachine name="web-2"/>');
  assert.equal(serialise(update), '<VirtualMachine><instance-type>medium</instance-type></VirtualMachine>');
  assert.equal(
    serialise(clone, { namespace: NAMESPACE, declaration: true }),
    `<?xml version="1.0" encoding="UTF-8"?>\n<VirtualMachine xmlns="${NAMESPACE}" name="web-2"/>`,
  );
});

test('whatever is written is read back the same', () => {
  const odd = `"a"&<b>'\t\n\r]]>é\u{1F600}`;
  const parsed = parseAlike(bytes(serialise(element('a', { b: odd }, [odd]))));
  assert.ok(parsed.ok);
  assert.equal(parsed.root.attributes.b, odd);
  assert.equal(parsed.root.text, odd.replace('\t\n\r', ' '));
});

test('request bodies fit their schemas, with the namespace or, if that is left open, without', () => {
  const bodies = [
    { body: clone, schema: 'request-named-vm.xsd' },
    { body: update, schema: 'request-update-vm.xsd' },
    { body: deploy, schema: 'request-deploy-image.xsd' },
  ];
  for (const { body, schema } of bodies) {
    const bare = parseAlike(bytes(serialise(body)));
    const full = parseAlike(bytes(serialise(body, { namespace: NAMESPACE })));
    assert.ok(bare.ok && full.ok);
    for (const engine of engines) {
      const namespace = 'optional';
      assert.deepEqual(engine.validate(full.root, schema, 'VirtualMachine'), []);
      assert.deepEqual(engine.validate(full.root, schema, 'VirtualMachine', { namespace }), []);
      assert.deepEqual(engine.validate(bare.root, schema, 'VirtualMachine', { namespace }), []);
      assert.deepEqual(brief(engine.validate(bare.root, schema, 'VirtualMachine')).errors, [
        'wrong-namespace /VirtualMachine',
      ]);
    }
  }
});

test('a wrong body is found out', () => {
  const parsed = parseAlike(
    bytes('<VirtualMachine xmlns="urn:x"><instance-type>tiny</instance-type></VirtualMachine>'),
  );
  assert.ok(parsed.ok);
  for (const engine of engines) {
    const found = brief(
      engine.validate(parsed.root, 'request-deploy-image.xsd', 'VirtualMachine', { namespace: 'optional' }),
    );
    assert.deepEqual(found.errors, [
      'invalid-value /VirtualMachine/instance-type',
      'missing-attribute /VirtualMachine/@name',
      'missing-element /VirtualMachine/has-publicIP',
      'wrong-namespace /VirtualMachine',
    ]);
  }
});
