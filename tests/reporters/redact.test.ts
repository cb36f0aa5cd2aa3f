import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderHtml } from '../../reporters/html/page.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import { parseReport, serializeReport } from '../../reporters/model/report-file.ts';
import { Pseudonyms } from '../../reporters/redact/pseudonyms.ts';
import { redactReport } from '../../reporters/redact/redact-report.ts';
import { hostileRun } from './hostile.ts';
import { sampleRun } from './sample.ts';
import { bodyOf, exchangeOf } from './sample-exchange.ts';

const SECRET_NAMES = [
  'acme',
  'cloud.acme-labs.example',
  'build-7',
  "build-'8",
  'Network Adapter 7',
  'Network%20Adapter%207',
  'vm7.internal',
  '10.20.30.40',
  'operator',
  'staging',
  'web&amp;db',
  'web&db',
];

const body = `<VirtualMachine xmlns="http://www.emc.com/caas" name="web&amp;db"><status>powered-off</status><virtual-nic-list href="https://cloud.acme-labs.example:8443/1.0.0.0/org/acme-labs/vdc/east/vm/web&amp;db/virtualnic/Network%20Adapter%207"/><instance-type>large</instance-type><fqdn>vm7.internal</fqdn><ip-address>10.20.30.40</ip-address></VirtualMachine>`;
const base = sampleRun({ scenarios: 60 });
const sample = base.results[0];
assert.ok(sample);
const run = {
  ...base,
  results: [
    ...base.results,
    {
      ...sample,
      scenario: { ...sample.scenario, id: 'get-vm-information/redact' },
      verdict: {
        outcome: 'failed' as const,
        findings: [
          {
            check: 'c',
            requirement: 'get-vm-information.schema',
            outcome: 'failed' as const,
            expected: 'web&db in east of acme-labs',
            actual: 'BUILD-7 on 10.20.30.40 (vm7.internal)',
            exchanges: [9001, 9002],
            where: '/VirtualMachine/@name',
          },
        ],
      },
    },
  ],
  evidence: [
    ...base.evidence,
    exchangeOf(9001, 'get-vm-information/redact', 5, {
      parameters: { 'vm-name': 'web&db', 'org-name': 'acme-labs', 'vdc-name': 'east' },
      response: {
        status: 200,
        reason: 'OK',
        headers: [['Location', '/1.0.0.0/org/acme-labs/task/task-9']],
        body: bodyOf(body),
      },
    }),
    exchangeOf(9002, 'get-vm-information/redact', 6, {
      response: {
        status: 200,
        reason: 'OK',
        headers: [],
        body: bodyOf(Uint8Array.from([0xff, 0x61, 0x63, 0x6d, 0x65])),
      },
    }),
  ],
};
const report = buildReport(run);
const redacted = redactReport(report);
const text = serializeReport(redacted);

test('no name of a host, an object or a user is left, in the report or in the page', () => {
  for (const artefact of [text, renderHtml(redacted)]) {
    for (const name of SECRET_NAMES)
      assert.ok(
        !artefact.toLowerCase().includes(name.toLowerCase()),
        `${name} is still there: ${artefact.slice(Math.max(0, artefact.toLowerCase().indexOf(name.toLowerCase()) - 60)).slice(0, 140)}`,
      );
    assert.ok(!artefact.includes(Buffer.from('acme').toString('base64').slice(0, 4)));
  }
});

test('the redacted report is a whole report that says so, with the same verdicts', () => {
  assert.deepEqual(parseReport(text), redacted);
  assert.equal(redacted.redacted, true);
  assert.deepEqual(
    [redacted.outcome, redacted.counts, redacted.classes],
    [report.outcome, report.counts, report.classes],
  );
  assert.deepEqual(
    redacted.results.map(({ id, verdict }) => [id, verdict.outcome]),
    report.results.map(({ id, verdict }) => [id, verdict.outcome]),
  );
});

test('one name has one stand-in, wherever it occurs', () => {
  const exchange = redacted.exchanges.find(({ seq }) => seq === 9001);
  const finding = redacted.results.find(({ id }) => id === 'get-vm-information/redact')?.verdict;
  assert.ok(exchange?.response && finding?.outcome === 'failed');
  const vm = exchange.parameters['vm-name'];
  assert.match(vm ?? '', /^vm-\d+$/);
  assert.ok(exchange.response.body.text.includes(`name="${vm}"`) && exchange.response.body.text.includes(`/vm/${vm}/`));
  assert.equal(finding.findings[0]?.expected, `${vm} in ${redacted.target.vdcs[0]} of ${redacted.target.organization}`);
  assert.match(exchange.request.url, /^https:\/\/host-\d+\.example:8443\/1\.0\.0\.0\/org\/org-1\/task\/task-112$/);
});

test('words of the interface stay: elements, states, namespaces, codes, the version', () => {
  const exchange = redacted.exchanges.find(({ seq }) => seq === 9001);
  for (const kept of [
    '<VirtualMachine xmlns="http://www.emc.com/caas"',
    '<status>powered-off</status>',
    '<instance-type>large</instance-type>',
    '/1.0.0.0/org/',
  ]) {
    assert.ok(exchange?.response?.body.text.includes(kept), kept);
  }
});

test('octets that are no text are left out', () => {
  const exchange = redacted.exchanges.find(({ seq }) => seq === 9002);
  assert.deepEqual(
    [exchange?.response?.body.encoding, exchange?.response?.body.text],
    ['utf-8', '(not text: left out of the redacted report)'],
  );
});

test('a name that is a word of the interface too is not replaced, and a name within a word neither', () => {
  const names = new Pseudonyms(['vm', 'org']);
  names.add('vm', 'vm');
  names.add('vm', 'web');
  assert.equal(names.replace('/org/x/vm/web and website, web-1, WEB'), '/org/x/vm/vm-1 and website, web-1, vm-1');
});

test('hostile names do no harm to the replacing', () => {
  const hostile = redactReport(buildReport(hostileRun()));
  assert.deepEqual(parseReport(serializeReport(hostile)), hostile);
});
