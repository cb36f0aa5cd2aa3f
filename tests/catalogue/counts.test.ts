import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCatalogue } from '../../suite/catalogue/load.ts';

const catalogue = loadCatalogue();
const { operations, errors, lifeCycle, tasks } = catalogue;

function tally(values: readonly (string | number)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

test('the operations are those of the guide', () => {
  assert.equal(operations.length, 29);
  assert.deepEqual(tally(operations.map(({ group }) => group)), { vm: 13, vdc: 8, org: 8 });
  assert.deepEqual(tally(operations.map(({ kind }) => kind)), { synchronous: 17, asynchronous: 12 });
  assert.deepEqual(tally(operations.map(({ method }) => method)), { GET: 15, POST: 10, PUT: 2, DELETE: 2 });
  // Every section from 3.6 to 3.33 describes one operation, but 3.19, which describes two.
  const sections = Array.from({ length: 28 }, (_, at) => `3.${at + 6}`);
  sections.splice(sections.indexOf('3.19'), 0, '3.19');
  assert.deepEqual(
    operations.map(({ section }) => section),
    sections,
  );
});

test('every section of the guide has its page', () => {
  const { pages } = catalogue;
  assert.deepEqual(Object.keys(pages), [
    '1.1',
    '1.2',
    '2.1',
    '3.1',
    '3.1.1',
    ...Array.from({ length: 111 }, (_, at) => `3.${at + 2}`),
  ]);
  assert.deepEqual([pages['3.6'], pages['3.33'], pages['3.112']], [13, 52, 131]);
  // From §3.34 on each section, an error code each but the first, fills one page.
  for (let section = 35; section <= 112; section += 1)
    assert.equal((pages[`3.${section}`] ?? 0) - (pages[`3.${section - 1}`] ?? 0), 1);
});

test('the operations list 240 codes, none of them twice', () => {
  assert.equal(
    operations.reduce((sum, operation) => sum + operation.errors.length, 0),
    240,
  );
  for (const { errors: codes } of operations) assert.equal(new Set(codes).size, codes.length);
  assert.deepEqual(
    Object.fromEntries(
      operations.map(({ id, errors: codes }) => [id, codes.length]).filter(([, count]) => count !== 5),
    ),
    {
      'power-off-vm': 9,
      'power-on-vm': 9,
      'reset-vm': 9,
      'suspend-vm': 9,
      'resume-vm': 9,
      'clone-vm': 11,
      'delete-vm': 7,
      'update-vm-instance-type': 12,
      'upload-image': 13,
      'delete-uploaded-image': 6,
      'deploy-uploaded-image': 15,
      'deploy-nfs-server': 8,
      'get-vdc-information': 11,
      'get-vdc-list': 11,
      'enable-nfs-access': 18,
      'resync-nfs-access': 18,
    },
  );
});

test('the register holds the 78 codes of sections 3.35 to 3.112 with their statuses', () => {
  assert.equal(errors.length, 78);
  assert.deepEqual(
    errors.map(({ section }) => section),
    Array.from({ length: 78 }, (_, at) => `3.${at + 35}`),
  );
  assert.deepEqual(tally(errors.map(({ status }) => status)), {
    400: 24,
    401: 1,
    403: 1,
    404: 2,
    405: 2,
    409: 7,
    417: 2,
    500: 39,
  });
  assert.deepEqual([...new Set(errors.map(({ provocation }) => provocation.by))].sort(), [
    'data',
    'hook',
    'request',
    'state',
  ]);
});

test('codes are spelled as the headings spell them, not as the index does', () => {
  for (const code of [
    'NfsNullParam',
    'NfsNullSubscriptionId',
    'NetUnregisterCustmerFail',
    'NfsVMNotFound',
    'NfsVmCountFull',
  ]) {
    assert.ok(catalogue.error(code), code);
  }
  for (const code of ['NfsNullIPParam', 'NfsNullSubsriptionId', 'NetUnregisterCustomerFail']) {
    assert.equal(catalogue.error(code), undefined, code);
  }
});

test('a code of one subject area is not generic', () => {
  const generic = errors.filter((error) => error.generic).map(({ code }) => code);
  assert.equal(generic.filter((code) => /^(Nfs|Net|CommonPortal|Metering|Upload|Deploy|VM)/.test(code)).length, 0);
  assert.deepEqual(generic.sort(), [
    'AuthenticationError',
    'ConcurrentAccess',
    'ConflictResource',
    'DuringDeleting',
    'FatalError',
    'InternalError',
    'InvalidArgument',
    'InvalidName',
    'NoLongerExist',
    'NoPermission',
    'NotSupported',
    'ObjectNotFound',
    'ServerBusy',
    'UnsupportedVersion',
    'XMLMalformed',
    'XMLValidationError',
  ]);
});

test('24 cells, of which the guide fixes ten', () => {
  const cells = (rule: string): string[] =>
    lifeCycle.cells.filter((cell) => cell.rule === rule).map(({ state, action, to }) => `${state} ${action} ${to}`);
  assert.equal(lifeCycle.cells.length, 24);
  assert.deepEqual(cells('allowed'), [
    'powered-off power-on powered-on',
    'powered-off clone powered-off',
    'powered-on power-off powered-off',
    'powered-on reset powered-on',
    'powered-on suspend suspended',
    'suspended resume powered-on',
  ]);
  assert.deepEqual(cells('refused'), [
    'powered-off power-off null',
    'powered-off reset null',
    'powered-off suspend null',
    'powered-off resume null',
  ]);
  assert.equal(cells('open').length, 14);
});

test('13 task types and 10 statuses, one of them only shown', () => {
  assert.equal(tasks.types.length, 13);
  assert.equal(tasks.statuses.length, 10);
  assert.deepEqual(
    tasks.statuses.filter(({ listed }) => !listed).map(({ id }) => id),
    ['success'],
  );
  const inPhase = (phase: string): string[] =>
    tasks.statuses
      .filter((status) => status.phase === phase)
      .map(({ id }) => id)
      .sort();
  assert.deepEqual(inPhase('ended-well'), ['completed', 'success']);
  assert.deepEqual(inPhase('ended-badly'), ['abandoned', 'failed', 'stopped']);
  assert.deepEqual(inPhase('running'), ['running-overtime', 'started', 'starting', 'stopping']);
  assert.deepEqual(inPhase('unclear'), ['unknown']);
});
