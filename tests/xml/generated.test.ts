import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brief, bytes, ROOTS, validateAlike } from './engines.ts';

const NAMESPACE = 'http://www.emc.com/caas';
const VM = [
  '<status>powered-off</status>',
  '<virtual-nic-list href="n"/>',
  '<management-action-list href="m"/>',
  '<instance-type>small</instance-type>',
  '<public-ip>no</public-ip>',
  '<fqdn>web-1.acme.example</fqdn>',
  '<disk-size>8</disk-size>',
];
const TASK = {
  'object-name': 'web-1',
  'start-time': '2026-03-01T08:30:00.250+01:00',
  'end-time': '2026-03-01T08:31:00.5+01:00',
  type: 'DeleteVm',
  status: 'completed',
  cancelable: 'false',
};

function task(changes: Partial<typeof TASK>): Uint8Array {
  const children = Object.entries({ ...TASK, ...changes }).map(([name, value]) => `<${name}>${value}</${name}>`);
  return bytes(`<Task xmlns="${NAMESPACE}" name="task-1">${children.join('')}</Task>`);
}

const CLEAN = { errors: [], advisories: [] };

test('every rotation and the reverse of the children of a VM are valid', () => {
  const orders = [...VM.map((_, by) => [...VM.slice(by), ...VM.slice(0, by)]), [...VM].reverse()];
  for (const order of orders) {
    const document = bytes(`<VirtualMachine xmlns="${NAMESPACE}" name="web-1">${order.join('\n')}</VirtualMachine>`);
    assert.deepEqual(brief(validateAlike(document, 'VirtualMachine')), CLEAN);
  }
});

test('each root is refused in the place of every other', () => {
  for (const expected of ROOTS) {
    for (const root of ROOTS.filter((other) => other !== expected)) {
      const document = bytes(`<${root} xmlns="${NAMESPACE}"/>`);
      assert.deepEqual(brief(validateAlike(document, expected)), { errors: [`wrong-root /${root}`], advisories: [] });
    }
  }
});

test('every task type and status of the guide passes, and its neighbours do not', () => {
  const types =
    'CloneVm CreateVDC DeleteVDC DeleteVm DeployVm EnableNFS PowerOffVm PowerOnVm ResetVm ResumeVm ResyncNFS SuspendVm UpdateVm';
  const statuses = 'abandoned completed failed running-overtime started starting stopped stopping success unknown';
  for (const type of types.split(' ')) {
    assert.deepEqual(brief(validateAlike(task({ type }), 'Task')), CLEAN);
    const lower = brief(validateAlike(task({ type: type.toLowerCase() }), 'Task'));
    assert.deepEqual(lower.errors, ['invalid-value /Task/type']);
  }
  for (const status of statuses.split(' ')) {
    assert.deepEqual(brief(validateAlike(task({ status }), 'Task')), CLEAN);
    assert.deepEqual(brief(validateAlike(task({ status: `${status}d` }), 'Task')).errors, [
      'invalid-value /Task/status',
    ]);
  }
});

test('both engines draw the line of dateTime at the same place', () => {
  const good = [
    '2026-02-28T23:59:59Z',
    '2024-02-29T00:00:00',
    '2026-03-01T24:00:00Z',
    '2026-03-01T10:54:02.123456789-14:00',
    '-0044-03-15T12:00:00Z',
    '12026-03-01T00:00:00Z',
    ' 2026-03-01T10:54:02Z ',
    '',
  ];
  const bad = [
    '2026-02-29T00:00:00Z',
    '2026-03-01T10:54Z',
    '2026-3-1T10:54:02Z',
    '2026-03-01t10:54:02z',
    '2026-03-01T10:60:02Z',
    '2026-03-01T10:54:60Z',
    '2026-03-01T24:00:01Z',
    '2026-03-01T10:54:02+15:00',
    '2026-03-01T10:54:02+0800',
    '26-03-01T10:54:02Z',
    'Sun, 01 Mar 2026 10:54:02 GMT',
  ];
  for (const value of good) assert.deepEqual(brief(validateAlike(task({ 'start-time': value }), 'Task')), CLEAN, value);
  for (const value of bad) {
    const found = brief(validateAlike(task({ 'end-time': value }), 'Task'));
    assert.deepEqual(found, { errors: ['invalid-value /Task/end-time'], advisories: [] }, value);
  }
});

test('addresses: IPv4 and IPv6 in all their spellings, and nothing else', () => {
  const good = [
    '0.0.0.0',
    '255.255.255.255',
    '010.001.002.003',
    '::',
    '::1',
    '1::',
    '1:2:3:4:5:6:7:8',
    '1::8',
    '1:2:3:4:5:6:7::',
    '::2:3:4:5:6:7:8',
    '2001:DB8::ff00:42:8329',
    '64:ff9b::192.0.2.33',
    '1:2:3:4:5:6:192.0.2.33',
    'fe80::1%eth0',
    '',
  ];
  const bad = [
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3',
    '1.2.3.4/24',
    ':::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    '1::2::3',
    'g::',
    ':1',
    '1:',
    '::1.2.3',
    'localhost',
  ];
  const nic = (address: string): Uint8Array =>
    bytes(
      `<VirtualNic xmlns="${NAMESPACE}" name="n"><network-name>Blue</network-name><host-name>h</host-name><ip-address>${address}</ip-address></VirtualNic>`,
    );
  for (const address of good) assert.deepEqual(brief(validateAlike(nic(address), 'VirtualNic')), CLEAN, address);
  for (const address of bad) {
    const found = brief(validateAlike(nic(address), 'VirtualNic'));
    assert.deepEqual(found, { errors: ['invalid-value /VirtualNic/ip-address'], advisories: [] }, address);
  }
});

test('a finding says what was expected and what was there', () => {
  const long = bytes(`<Network xmlns="${NAMESPACE}" name=""><scope>${'x'.repeat(500)}</scope></Network>`);
  assert.deepEqual(validateAlike(long, 'Network'), [
    {
      kind: 'invalid-value',
      severity: 'error',
      path: '/Network/@name',
      expected: 'a name that is not empty',
      actual: '""',
    },
    {
      kind: 'invalid-value',
      severity: 'error',
      path: '/Network/scope',
      expected: 'public | private',
      actual: `"${'x'.repeat(200)}…" (500 characters)`,
    },
  ]);
});

test('one bad entry is found at its place in a list as long as the limit', () => {
  const links = Array.from({ length: 59_999 }, (_, index) => `<task href="${index === 59_998 ? '' : index}"/>`);
  const document = bytes(`<TaskList xmlns="${NAMESPACE}">${links.join('')}</TaskList>`);
  const found = brief(validateAlike(document, 'TaskList'));
  assert.deepEqual(found, { errors: ['invalid-value /TaskList/task[59999]/@href'], advisories: [] });
});
