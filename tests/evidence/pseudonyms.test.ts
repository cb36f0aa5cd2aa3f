import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bodyText, toBody } from '../../suite/evidence/body.ts';
import { namesSeen } from '../../suite/evidence/names-seen.ts';
import { createPseudonyms } from '../../suite/evidence/pseudonyms.ts';
import type { Exchange } from '../../suite/evidence/types.ts';

const TEMPLATES = [
  '/{version-number}/org/{org-name}/vdc/{vdc-name}/vm/{vm-name}/mgmt/power-on',
  '/{version-number}/org/{org-name}/task/{task-id}',
];
const PAGE = `<VirtualMachine xmlns="http://www.emc.com/caas" name="web &amp; co">
  <status>powered-off</status><fqdn>web.cloud.acme.com</fqdn><ip>10.1.2.3</ip>
  <link href="1.0.0.0/org/acme/vdc/blue%20one/vm/web/mgmt"/><note>acme acmes web website</note>
</VirtualMachine>`;

const EXCHANGE: Exchange = {
  seq: 1,
  scenario: 'get-vm-information/success',
  step: 'call',
  operation: 'get-vm-information',
  principal: 'admin',
  parameters: { 'org-name': 'acme', 'vm-name': 'web' },
  attempt: 1,
  request: {
    method: 'GET',
    url: 'https://compute.acme.com:8443/api/1.0.0.0/org/acme/vdc/blue%20one/vm/web',
    headers: [['Host', 'compute.acme.com:8443']],
    body: null,
  },
  response: {
    status: 200,
    reason: 'OK',
    headers: [['Location', '/1.0.0.0/org/acme/task/task-30']],
    body: toBody(Buffer.from(PAGE)),
  },
  failure: null,
  startedAt: '2026-01-02T03:04:05.678Z',
  elapsedMs: 1,
};
const KEEP = ['www.emc.com', '1.0.0.0'];

describe('pseudonyms', () => {
  it('are for what names the server and what is on it', () => {
    assert.deepEqual(
      [...namesSeen([EXCHANGE], TEMPLATES, KEEP)],
      [
        ['compute.acme.com', 'host'],
        ['acme', 'org'],
        ['blue one', 'vdc'],
        ['web', 'vm'],
        ['task-30', 'task'],
        ['web & co', 'object'],
        ['10.1.2.3', 'address'],
        ['web.cloud.acme.com', 'domain'],
      ],
    );
  });

  it('replace a name the same way everywhere, and nothing else', () => {
    const { value, text } = createPseudonyms(namesSeen([EXCHANGE], TEMPLATES, KEEP));
    const copy = value(EXCHANGE);
    assert.equal(copy.request.url, 'https://host-1.example:8443/api/1.0.0.0/org/org-1/vdc/vdc-1/vm/vm-1');
    assert.deepEqual(copy.request.headers, [['Host', 'host-1.example:8443']]);
    assert.deepEqual(copy.parameters, { 'org-name': 'org-1', 'vm-name': 'vm-1' });
    assert.deepEqual(copy.response?.headers, [['Location', '/1.0.0.0/org/org-1/task/task-1']]);
    assert.equal(
      copy.response && bodyText(copy.response.body),
      `<VirtualMachine xmlns="http://www.emc.com/caas" name="object-1">
  <status>powered-off</status><fqdn>domain-1.example</fqdn><ip>192.0.2.1</ip>
  <link href="1.0.0.0/org/org-1/vdc/vdc-1/vm/vm-1/mgmt"/><note>org-1 acmes vm-1 website</note>
</VirtualMachine>`,
    );
    assert.equal(copy.response?.body.size, PAGE.length);
    assert.equal(copy.response?.body.redacted, true);
    assert.deepEqual(
      [copy.scenario, copy.step, copy.startedAt],
      [EXCHANGE.scenario, EXCHANGE.step, EXCHANGE.startedAt],
    );
    assert.equal(text('the VM web of acme (blue one)'), 'the VM vm-1 of org-1 (vdc-1)');
  });

  it('leave everything as it is when there is nothing to replace', () => {
    const { value } = createPseudonyms(new Map());
    assert.deepEqual(value(EXCHANGE), EXCHANGE);
    const binary = {
      ...EXCHANGE,
      response: null,
      request: { ...EXCHANGE.request, body: toBody(Buffer.from([0xff, 0x61])) },
    };
    assert.deepEqual(createPseudonyms(new Map([['a', 'vm']])).value(binary).request.body, binary.request.body);
  });
});
