import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CatalogueError } from '../../suite/catalogue/catalogue-error.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { problemsOf, replaceIn, withContracts } from './altered-contracts.ts';

const READ = 'contracts/operations/get-task.yaml';
const CLONE = 'contracts/operations/clone-vm.yaml';

interface Case {
  readonly title: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** Lines below the replacement at which the problem is reported. */
  readonly below?: number;
  readonly message: string;
}

const cases: readonly Case[] = [
  {
    title: 'an unknown key',
    file: READ,
    before: 'tier: read-only',
    after: 'colour: red\ntier: read-only',
    message:
      'found unknown key "colour" in the file; expected only id, name, section, group, method, path, kind, roles, schema, request, success, errors, provocations, tier, taskTypes, action, given, then',
  },
  {
    title: 'an unknown key deep inside',
    file: CLONE,
    before: '    - { name: name, attribute: true }',
    after: '    - { name: name,\n        atribute: true }',
    below: 1,
    message: 'found unknown key "atribute" in "request.fields.0"; expected only name, attribute, values',
  },
  {
    title: 'a missing key',
    file: READ,
    before: 'success:\n  status: 200\n',
    after: 'success:\n',
    below: 1,
    message: 'found no key "status" in "success"; expected it there',
  },
  {
    title: 'a value that is none of those known',
    file: READ,
    before: 'kind: synchronous',
    after: 'kind: leisurely',
    message: 'found "leisurely" in "kind"; expected one of ["synchronous","asynchronous"]',
  },
  {
    title: 'a section that YAML reads as a number',
    file: READ,
    before: "section: '3.32'",
    after: 'section: 3.32',
    message: 'found 3.32 in "section"; expected string',
  },
  {
    title: 'a code that is not registered',
    file: READ,
    before: '  - NoPermission',
    after: '  - NoPermision',
    message: 'found error code "NoPermision"; expected one that contracts/errors.yaml registers',
  },
  {
    title: 'a code listed twice',
    file: READ,
    before: '  - NoPermission',
    after: '  - FatalError',
    below: 1,
    message: `found error code "FatalError" again; expected it only once (first at ${READ}:20)`,
  },
  {
    title: 'a provocation of a code that the operation does not list',
    file: READ,
    before: 'tier: read-only',
    after: 'provocations:\n  InvalidState: { by: hook, how: Somehow. }\ntier: read-only',
    below: 1,
    message: 'found a provocation of "InvalidState"; expected only codes that the operation lists',
  },
  {
    title: 'a schema that does not exist',
    file: READ,
    before: 'schema: caas-mo-task.xsd',
    after: 'schema: caas-mo-tusk.xsd',
    message: 'found schema "caas-mo-tusk.xsd"; expected a file in schemas/xsd/',
  },
  {
    title: 'a task type that the guide does not have',
    file: CLONE,
    before: 'taskTypes: [CloneVm]',
    after: 'taskTypes: [CopyVm]',
    message: 'found task type "CopyVm"; expected one that contracts/tasks.yaml lists',
  },
  {
    title: 'an asynchronous operation without a task',
    file: CLONE,
    before: 'taskTypes: [CloneVm]',
    after: 'taskTypes: []',
    message: 'found no task type; expected one, since the operation is asynchronous',
  },
  {
    title: 'a path with an unknown parameter',
    file: READ,
    before: '/task/{task-id}',
    after: '/task/{tusk-id}',
    message:
      'found "/{version-number}/org/{org-name}/task/{tusk-id}" in "path"; expected it to match ^/\\{version-number\\}(/([a-z-]+|\\{(org-name|vdc-name|vm-name|virtualnic-name|image-name|network-name|task-id)\\}))*/?$',
  },
  {
    title: 'a state in which the life cycle refuses the action',
    file: 'contracts/operations/suspend-vm.yaml',
    before: 'states: [powered-on]',
    after: 'states: [powered-off]',
    message: 'found "powered-off"; expected a state in which contracts/life-cycle.yaml does not refuse suspend',
  },
  {
    title: 'a requirement that is there twice',
    file: 'contracts/requirements/tasks.yaml',
    before: 'id: task.type\n',
    after: 'id: task.status\n',
    below: 8,
    message:
      'found requirement "task.status" again; expected it only once (first at contracts/requirements/tasks.yaml:3)',
  },
  {
    title: 'a reading that points to no requirement',
    file: 'contracts/readings.yaml',
    before: 'requirements: [nic.fields]',
    after: 'requirements: [nic.feelds]',
    message:
      'found requirement "nic.feelds" in reading "nic-host-name"; expected one that contracts/requirements/ gives',
  },
  {
    title: 'a section without its page',
    file: 'contracts/requirements/tasks.yaml',
    before: "section: '3.32'\n    text: The status",
    after: "section: '3.320'\n    text: The status",
    message: 'found section "3.320"; expected one of contracts/pages.yaml',
  },
  {
    title: 'a page that is out of order',
    file: 'contracts/pages.yaml',
    before: "'3.10': 18",
    after: "'3.10': 16",
    message: 'found §3.10 on page 16; expected it not before §3.9, which is on page 17',
  },
  {
    title: 'a page that is none',
    file: 'contracts/pages.yaml',
    before: "'3.10': 18",
    after: "'3.10': xviii",
    message: 'found "xviii" in "pages.3.10"; expected integer',
  },
  {
    title: 'a life cycle with a gap',
    file: 'contracts/life-cycle.yaml',
    before:
      "  - state: suspended\n    action: resume\n    rule: allowed\n    to: powered-on\n    level: stated\n    section: '3.11'\n    text: The guide says that resume is for a suspended VM.\n",
    after: '',
    below: Number.NaN,
    message: 'found no cell suspended × resume; expected one for every state and action',
  },
  {
    title: 'text that is not YAML',
    file: READ,
    before: 'roles: [Admin]',
    after: 'roles: [Admin',
    below: 1,
    message: '',
  },
  {
    title: 'a key that is there twice',
    file: READ,
    before: 'kind: synchronous\n',
    after: 'kind: synchronous\nkind: synchronous\n',
    below: 1,
    message: 'found text that is not valid YAML (Map keys must be unique); expected a YAML document',
  },
];

for (const { title, file, before, after, below, message } of cases) {
  test(`the loader refuses ${title} and says where`, () => {
    withContracts((root) => {
      const line = replaceIn(root, file, before, after) + (below ?? 0);
      const [problem, ...others] = problemsOf(root);
      assert.deepEqual(others, []);
      assert.equal(problem?.file, file);
      if (!Number.isNaN(line)) assert.equal(problem?.line, line);
      if (message === '') assert.match(problem?.message ?? '', /^found text that is not valid YAML \(.+\); expected/);
      else assert.equal(problem?.message, message);
    });
  });
}

test('contracts that are untouched load, and give the same hash; any change gives another', () => {
  withContracts((root) => {
    assert.deepEqual(problemsOf(root), []);
    assert.equal(loadCatalogue(root).hash, loadCatalogue().hash);
    assert.equal(loadCatalogue(root), loadCatalogue(root));
  });
  withContracts((root) => {
    replaceIn(root, READ, 'name: Get Task', 'name: Get The Task');
    assert.notEqual(loadCatalogue(root).hash, loadCatalogue().hash);
  });
});

test('missing and misplaced files are named', () => {
  withContracts((root) => {
    rmSync(join(root, 'contracts/tasks.yaml'));
    writeFileSync(join(root, 'contracts/operations/copy.yaml'), '{}\n');
    const files = new Set(problemsOf(root).map(({ file }) => file));
    assert.deepEqual([...files].sort(), ['contracts/operations/copy.yaml', 'contracts/tasks.yaml']);
  });
  withContracts((root) => {
    rmSync(join(root, 'schemas/xsd'), { recursive: true });
    mkdirSync(join(root, 'schemas/xsd'));
    assert.ok(problemsOf(root).every(({ message }) => /^found schema ".+"; expected a file/.test(message)));
    assert.equal(problemsOf(root).length > 0, true);
  });
});

test('an operation under the wrong file name, or there twice, is named', () => {
  withContracts((root) => {
    replaceIn(root, READ, 'id: get-task\n', 'id: get-task-list\n');
    assert.deepEqual(
      problemsOf(root).map(({ file, line }) => `${file}:${line}`),
      [`${READ}:1`, 'contracts/operations/get-task.yaml:1'],
    );
  });
});

test('the error prints one line for each problem', () => {
  const error = new CatalogueError([
    { file: 'a.yaml', line: 3, message: 'found x; expected y' },
    { file: 'b.yaml', line: 1, message: 'found z; expected y' },
  ]);
  assert.equal(error.message, 'a.yaml:3: found x; expected y\nb.yaml:1: found z; expected y');
  assert.equal(error.name, 'CatalogueError');
});
