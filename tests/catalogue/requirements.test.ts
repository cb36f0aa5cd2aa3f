import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { provocationOf } from '../../suite/catalogue/provocation.ts';

const catalogue = loadCatalogue();
const { operations, requirements, readings } = catalogue;
const having = (aspect: string): string[] =>
  operations.filter(({ id }) => catalogue.requirement(`${id}.${aspect}`)).map(({ id }) => id);

test('each code that a section lists has a requirement and a provocation, and no other pair has', () => {
  const expected = operations.flatMap(({ id, errors }) => errors.map((code) => `${id}.error.${code}`)).sort();
  const found = requirements
    .map(({ id }) => id)
    .filter((id) => id.includes('.error.'))
    .sort();
  assert.equal(expected.length, 240);
  assert.deepEqual(found, expected);
  for (const operation of operations) {
    for (const code of operation.errors) assert.notEqual(provocationOf(catalogue, operation, code).how, '');
  }
});

test('a code that only a hook can provoke in one operation does not count as provoked by a request', () => {
  const read = catalogue.operation('get-vdc-information');
  assert.equal(provocationOf(catalogue, read, 'InvalidState').by, 'hook');
  assert.equal(provocationOf(catalogue, catalogue.operation('power-off-vm'), 'InvalidState').by, 'state');
  assert.throws(() => provocationOf(catalogue, read, 'Nonsense'), RangeError);
});

test('the requirements that every operation has, or every operation of a kind', () => {
  const all = operations.map(({ id }) => id);
  const asynchronous = operations.filter(({ kind }) => kind === 'asynchronous').map(({ id }) => id);
  const reading = operations.filter(({ method }) => method === 'GET').map(({ id }) => id);
  assert.deepEqual(having('success-status'), all);
  assert.deepEqual(having('role'), all);
  assert.deepEqual(having('location'), asynchronous);
  assert.deepEqual(having('schema'), reading);
  assert.deepEqual(
    having('effect'),
    all.filter((id) => !reading.includes(id)),
  );
  assert.deepEqual(having('request-body'), [
    'clone-vm',
    'update-vm-instance-type',
    'upload-image',
    'deploy-uploaded-image',
    'deploy-nfs-server',
  ]);
});

test('a requirement that cannot be seen from outside says why it is not tested', () => {
  assert.deepEqual(
    requirements
      .filter(({ notTested }) => notTested)
      .map(({ id }) => id)
      .sort(),
    [
      'clone-vm.datastore',
      'clone-vm.resource-pool',
      'deploy-nfs-server.effect',
      'enable-nfs-access.effect',
      'image.preprocessed',
      'resync-nfs-access.effect',
    ],
  );
});

test('levels: words, syntax and tables are stated, examples are shown', () => {
  const level = (id: string): string | undefined => catalogue.requirement(id)?.level;
  assert.equal(level('power-off-vm.success-status'), 'stated');
  assert.equal(level('get-vdc-list.schema'), 'stated');
  assert.equal(level('get-vm-list.success-status'), 'shown');
  assert.equal(level('xml.namespace'), 'shown');
  assert.equal(level('errors.pairing'), 'stated');
  assert.equal(level('errors.listed'), 'inferred');
});

test('the catalogue finds its entries by id', () => {
  assert.equal(catalogue.operation('get-task').section, '3.32');
  assert.throws(() => catalogue.operation('get-tusk'), /"get-tusk".*get-task/);
  assert.equal(catalogue.error('NoPermission')?.status, 403);
  assert.equal(catalogue.requirement('nothing.here'), undefined);
});

test('no requirement is there twice, and readings have answers to choose from', () => {
  assert.equal(new Set(requirements.map(({ id }) => id)).size, requirements.length);
  assert.ok(readings.length >= 35);
  for (const { id, admissible } of readings) assert.ok(admissible.length >= 2, id);
});
