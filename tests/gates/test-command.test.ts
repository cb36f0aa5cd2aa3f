import assert from 'node:assert/strict';
import { describe, type TestContext, test } from 'node:test';
import { runTestCommand } from './run-test-command.ts';

/** Runs the command on these files under tests/, each with `describe` and `test` at hand. */
function runTests(
  context: TestContext,
  files: Readonly<Record<string, string>>,
  ...words: string[]
): ReturnType<typeof runTestCommand> {
  const header = "import { describe, test } from 'node:test';\n";
  const placed = Object.entries(files).map(([name, body]) => [`tests/${name}`, header + body]);
  return runTestCommand(context, Object.fromEntries(placed), ...words);
}

describe('the test command', () => {
  test('counts tests, and not the suites and parents that hold them', (context) => {
    const { lines, status } = runTests(context, {
      'a.test.ts': `
        describe('suite', () => { test('one', () => {}); test('two', () => {}); });
        test('parent', async (t) => { await t.test('three', () => {}); });`,
      'deep/b.test.ts': "const name: string = 'four';\ntest(name, () => {});",
    });
    assert.equal(lines.at(-1), '4 passed, 0 failed');
    assert.equal(status, 0);
  });

  test('a failure is counted once, named with its file, and fails the command', (context) => {
    const { lines, status } = runTests(context, {
      'a.test.ts': `
        describe('suite', () => { test('good', () => {}); test('bad', () => { throw new Error('broken on purpose'); }); });
        test('parent', async (t) => { await t.test('worse', () => { throw new Error('this too'); }); });`,
    });
    assert.equal(lines.at(-1), '1 passed, 2 failed');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('✘')),
      ['✘ tests/a.test.ts: bad', '✘ tests/a.test.ts: worse'],
    );
    assert.match(lines.join('\n'), /broken on purpose/);
    assert.equal(status, 1);
  });

  test('a hook that fails is a failure of its own', (context) => {
    const body =
      "import { after } from 'node:test';\ndescribe('s', () => { after(() => { throw new Error('x'); }); test('one', () => {}); });";
    const { lines, status } = runTests(context, { 'a.test.ts': body });
    assert.equal(lines.at(-1), '1 passed, 1 failed');
    assert.equal(status, 1);
  });

  for (const [what, body] of [
    ['a skipped test', "test('one', () => {}); test.skip('two', () => {});"],
    ['a test that is still to do', "test('one', () => {}); test.todo('two');"],
    ['a skipped suite', "test('one', () => {}); describe.skip('two', () => { test('three', () => {}); });"],
  ] as const) {
    test(`${what} is a failure`, (context) => {
      const { lines, status } = runTests(context, { 'a.test.ts': body });
      assert.equal(lines.at(-1), '1 passed, 1 failed');
      assert.equal(status, 1);
    });
  }

  test('a file that crashes is a failure, and its output is shown', (context) => {
    const { lines, status } = runTests(context, {
      'a.test.ts': "console.log('last words');\nprocess.exit(3);",
      'b.test.ts': "test('one', () => {});",
    });
    assert.equal(lines.at(-1), '1 passed, 1 failed');
    assert.ok(lines.includes('✘ tests/a.test.ts: crashed'));
    assert.ok(lines.includes('last words'));
    assert.equal(status, 1);
  });

  test('a file that crashes after its tests is a failure too', (context) => {
    const { lines, status } = runTests(context, {
      'a.test.ts': "test('one', () => {});\nprocess.on('exit', () => { process.exitCode = 4; });",
    });
    assert.equal(lines.at(-1), '1 passed, 1 failed');
    assert.equal(status, 1);
  });

  test('tests that another module defines belong to the file that calls it', (context) => {
    const { lines, status } = runTests(context, {
      'table.ts': "export function define(): void { test('one', () => {}); test('two', () => {}); }",
      'a.test.ts': "import { define } from './table.ts';\ndefine();",
    });
    assert.equal(lines.at(-1), '2 passed, 0 failed');
    assert.equal(status, 0);
  });

  test('a file without a test is a failure', (context) => {
    const { lines, status } = runTests(context, { 'a.test.ts': '', 'b.test.ts': "test('one', () => {});" });
    assert.ok(lines.includes('✘ tests/a.test.ts: holds no test'));
    assert.equal(lines.at(-1), '1 passed, 1 failed');
    assert.equal(status, 1);
  });

  test('no test at all is a failure', (context) => {
    const { lines, status } = runTests(context, {});
    assert.deepEqual(lines, ['✘ no test was found', '0 passed, 1 failed']);
    assert.equal(status, 1);
  });

  test('words choose files, and words that choose nothing are a failure', (context) => {
    const files = { 'a.test.ts': "test('one', () => {});", 'b.test.ts': "test('two', () => {});" };
    assert.equal(runTests(context, files, 'a.test').lines.at(-1), '1 passed, 0 failed');
    const nothing = runTests(context, files, 'c.test');
    assert.equal(nothing.lines.at(-1), '0 passed, 1 failed');
    assert.equal(nothing.status, 1);
  });
});
