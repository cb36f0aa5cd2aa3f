import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, it } from 'node:test';
import { GATES } from '../../scripts/gates/gates.ts';
import { runGates } from '../../scripts/gates/run-gates.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { planScenarios } from '../../suite/plan/planner.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const NOT_COPIED = ['node_modules', '.git', 'reports', 'test-results'];

/** The project as it is here, to be changed. */
const copy = mkdtempSync(path.join(tmpdir(), 'atmos-scaffold-'));
cpSync(ROOT, copy, { recursive: true, filter: (file) => !NOT_COPIED.includes(path.relative(ROOT, file)) });
symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
after(() => rmSync(copy, { recursive: true, force: true }));

function run(args: readonly string[]): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  // A test run that is started by a test must not take itself for a part of that.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const tsx = ['--import', import.meta.resolve('tsx')];
  return spawnSync(process.execPath, [...tsx, ...args], { cwd: copy, encoding: 'utf8', env });
}

const scaffold = (what: string, ...args: readonly string[]) => run([`scripts/new-${what}.ts`, ...args]);

const OPERATION = ['--section', '3.30', '--method', 'get', '--path', '/{version-number}/org/{org-name}/console'];
const CHECK = ['--fault', '*/read-refused', '--requirement', 'xml.namespace'];

describe('scaffolds', () => {
  it('make an operation that the catalogue takes, and of which scenarios are made', () => {
    const read = scaffold('operation', 'get-console', ...OPERATION);
    assert.equal(read.status, 0, read.stderr);
    assert.match(read.stdout, /^wrote contracts\/operations\/get-console\.yaml\n\d+ scenarios are made of it/);
    const change = scaffold(
      ...(['operation', 'open-console', '--section', '3.30', '--method', 'POST', '--task', 'PowerOnVm'] as const),
      ...['--path', '/{version-number}/org/{org-name}/vdc/{vdc-name}/vm/{vm-name}/console'],
    );
    assert.equal(change.status, 0, change.stderr);
    const catalogue = loadCatalogue(copy);
    assert.equal(catalogue.operations.length, loadCatalogue().operations.length + 2);
    assert.deepEqual(
      ['get-console', 'open-console'].map((id) => catalogue.operation(id).group),
      ['org', 'vm'],
    );
    for (const id of ['get-console', 'open-console'])
      assert.ok(planScenarios(catalogue).filter(({ operation }) => operation === id).length > 5);
  });

  it('make a check of each kind that passes every gate, with a test that fails until the check notices something', async () => {
    for (const kind of ['exchange', 'action', 'scenario', 'run']) {
      const { status, stderr } = scaffold('check', `sample-${kind}`, '--kind', kind, ...CHECK);
      assert.equal(status, 0, stderr);
    }
    const register = readFileSync(path.join(copy, 'suite/checks/all-checks.ts'), 'utf8');
    for (const name of ['sampleExchange', 'sampleAction', 'sampleScenario', 'sampleRun'])
      assert.equal(register.split(name).length, 3, `${name} is imported once and listed once`);
    for (const { name, passed, output } of await runGates(GATES, copy)) assert.ok(passed, `${name}: ${output}`);
    const { status, stdout } = run(['--test', '--test-reporter=tap', 'tests/checks/sample-exchange.test.ts']);
    assert.equal(status, 1, stdout);
    assert.match(stdout, /^ok 1 - sample-exchange has nothing against a conforming server$/m);
    assert.match(stdout, /^not ok 2 - sample-exchange notices \S+\/read-refused$/m);
  });

  const refused: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no name', ['operation', ...OPERATION], /^one name is wanted: npm run new:operation -- ID /],
    ['a name that is none', ['operation', 'Get_It', ...OPERATION], /^"Get_It" is no name/],
    ['a name that is taken', ['operation', 'get-task', ...OPERATION], /get-task\.yaml is there already/],
    ['no path', ['operation', 'get-it', '--section', '3.30', '--method', 'GET'], /section, method and path are wanted/],
    ['an unknown option', ['operation', 'get-it', '--colour', 'red'], /--colour/],
    ['an unknown kind', ['check', 'mine', '--kind', 'guess', ...CHECK], /--kind is one of exchange, action/],
    ['a check for nothing', ['check', 'mine', '--kind', 'run'], /is for a requirement and notices a fault/],
    [
      'a fault that there is not',
      ['check', 'mine', '--kind', 'run', '--fault', '*/none', '--requirement', 'x'],
      /no wrong server is named \*\/none/,
    ],
    [
      'no such requirement',
      ['check', 'mine', '--kind', 'run', '--fault', '*/read-refused', '--requirement', 'x'],
      /no requirement is named x/,
    ],
  ];
  for (const [what, [kind = '', ...args], message] of refused)
    it(`refuse ${what} in one line`, () => {
      const { status, stderr, stdout } = scaffold(kind, ...args);
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.match(stderr, /^[^\n]+\n$/);
      assert.match(stderr, message);
    });
});
