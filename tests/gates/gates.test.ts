import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GATES } from '../../scripts/gates/gates.ts';
import { runGates } from '../../scripts/gates/run-gates.ts';
import { manifest, NEEDED, runGate, sampleProject } from './project.ts';

/** A file that breaks exactly one gate, and what that gate must say. */
const VIOLATIONS = [
  {
    what: 'a type error',
    gate: 'types',
    files: { 'suite/target/one.ts': "export const one: number = 'one';\n" },
    says: /suite\/target\/one\.ts.*TS2322/,
  },
  {
    what: 'syntax that cannot be erased',
    gate: 'types',
    files: { 'suite/target/one.ts': 'export enum one {\n  first,\n}\n' },
    says: /TS1294/,
  },
  {
    what: 'the type any',
    gate: 'lint and format',
    files: { 'suite/target/one.ts': 'export const one: any = 1;\n' },
    says: /noExplicitAny/,
  },
  {
    what: 'a promise that nobody awaits',
    gate: 'lint and format',
    files: { 'scripts/run.ts': 'async function run(): Promise<void> {}\nrun();\n' },
    says: /noFloatingPromises/,
  },
  {
    what: 'a skipped test',
    gate: 'lint and format',
    files: { 'tests/one.test.ts': "import { test } from 'node:test';\n\ntest.skip('later', () => {});\n" },
    says: /noSkippedTests/,
  },
  {
    what: 'a file of more than 400 lines',
    gate: 'lint and format',
    files: { 'scripts/run.ts': "console.log('run');\n".repeat(401) },
    says: /noExcessiveLinesPerFile/,
  },
  {
    what: 'a line that is not formatted',
    gate: 'lint and format',
    files: { 'suite/target/one.ts': 'export const one = 1\n' },
    says: /formatt/,
  },
  {
    what: 'an import in the wrong direction',
    gate: 'import directions',
    files: { 'mock/server.ts': "import '../suite/target/one.ts';\n" },
    says: /^mock\/server\.ts:1: mock may not import suite\/target\/one\.ts$/m,
  },
  {
    what: 'a folder with an empty name',
    gate: 'import directions',
    files: { 'suite/target/helpers/one.ts': 'export const one = 1;\n' },
    says: /^suite\/target\/helpers: a folder is named after what is inside/m,
  },
  {
    what: 'a file that nobody uses',
    gate: 'dead code',
    files: { 'suite/target/two.ts': 'export const two = 2;\n' },
    says: /Unused files \(1\)\nsuite\/target\/two\.ts/,
  },
  {
    what: 'an export that nobody uses',
    gate: 'dead code',
    files: { 'suite/target/one.ts': 'export const one = 1;\nexport const two = 2;\n' },
    says: /Unused exports \(1\)\ntwo/,
  },
  {
    what: 'a dependency that nobody uses',
    gate: 'dead code',
    files: { 'package.json': manifest(...NEEDED, 'msw') },
    says: /Unused dependencies \(1\)\nmsw/,
  },
  {
    what: 'a package that package.json does not name',
    gate: 'dead code',
    files: { 'scripts/run.ts': "import 'undici';\n" },
    says: /Unlisted dependencies \(1\)\nundici/,
  },
];

describe('the gates of npm run check', () => {
  test('all let a clean project through', async (context) => {
    const results = await runGates(GATES, sampleProject(context));
    for (const { name, passed, output } of results) assert.ok(passed, `${name}: ${output}`);
  });

  for (const { what, gate, files, says } of VIOLATIONS) {
    test(`${gate}: refuses ${what}`, async (context) => {
      const { passed, output } = await runGate(gate, sampleProject(context, files));
      assert.equal(passed, false);
      assert.match(output, says);
    });
  }

  test('each gate has a violation that proves it', () => {
    assert.deepEqual(new Set(VIOLATIONS.map(({ gate }) => gate)), new Set(GATES.map(({ name }) => name)));
  });

  test('a gate whose command cannot be started has not passed, and hides no other', async (context) => {
    const results = await runGates(
      [
        { name: 'absent', command: ['./no-such-command'] },
        { name: 'present', command: [process.execPath, '--version'] },
      ],
      sampleProject(context),
    );
    assert.deepEqual(
      results.map(({ name, passed }) => [name, passed]),
      [
        ['absent', false],
        ['present', true],
      ],
    );
  });
});
