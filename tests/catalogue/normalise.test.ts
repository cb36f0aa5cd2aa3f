import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { normaliseCatalogue } from '../../suite/catalogue/normalise.ts';

const normalised = normaliseCatalogue(loadCatalogue());

test('the normalised catalogue is plain JSON with everything in it', () => {
  assert.deepEqual(JSON.parse(JSON.stringify(normalised)), normalised);
  assert.deepEqual(Object.keys(normalised), [
    'version',
    'namespace',
    'hash',
    'operations',
    'errors',
    'lifeCycle',
    'tasks',
    'readings',
    'requirements',
    'pages',
  ]);
  assert.equal(normalised.operations.length, 29);
  assert.equal(normalised.errors.length, 78);
  assert.equal(normalised.operations.flatMap(({ errors }) => errors).length, 240);
  assert.equal(normalised.version, '1.0.0.0');
  assert.match(normalised.hash, /^[0-9a-f]{64}$/);
});

test('one operation, as a reader of the JSON sees it', () => {
  const deletion = normalised.operations.find(({ id }) => id === 'delete-vm');
  assert.deepEqual(
    { ...deletion, provocations: Object.keys(deletion?.provocations ?? {}) },
    {
      id: 'delete-vm',
      name: 'Delete VM',
      section: '3.13',
      group: 'vm',
      method: 'DELETE',
      path: '/{version-number}/org/{org-name}/vdc/{vdc-name}/vm/{vm-name}',
      parameters: ['version-number', 'org-name', 'vdc-name', 'vm-name'],
      kind: 'asynchronous',
      roles: ['Admin'],
      schema: null,
      requestBody: { kind: 'none' },
      success: { status: 202, root: null, location: '{version-number}/org/{org-name}/task/{task-id}' },
      errors: deletion?.errors,
      provocations: deletion?.errors,
      tier: 'life-cycle',
      taskTypes: ['DeleteVm'],
      action: null,
      given: { states: ['powered-off'] },
      // biome-ignore lint/suspicious/noThenProperty: the word of given/when/then; nothing here is ever awaited.
      then: { state: null, effect: 'The VM can no longer be read and is no longer listed.' },
    },
  );
});

test('one error code, as a reader of the JSON sees it', () => {
  const { code, section, status, provocation } = normalised.errors[0]!;
  assert.deepEqual(
    { code, section, status, provocation },
    { code: 'DuringDeleting', section: '3.35', status: 400, provocation: 'state' },
  );
});
