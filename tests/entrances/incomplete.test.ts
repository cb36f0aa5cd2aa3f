import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { startEmbedded } from '../../cli/embedded.ts';
import { folderFor, playwright } from './playwright-run.ts';

/** The least that a target file can say. */
function targetFile(folder: string, baseUrl: string): string {
  const file = path.join(folder, 'target.yaml');
  const lines = ['name: a server', `baseUrl: ${baseUrl}`, 'principals:', '  admin:'];
  writeFileSync(file, [...lines, '    username: admin', `    password: \${ATMOS_ADMIN_PASSWORD}`, ''].join('\n'));
  return file;
}

describe('a target through Playwright', () => {
  test('what the target file does not permit is skipped with its reason, and the run is not green', async (context) => {
    const { mock } = await startEmbedded();
    context.after(() => mock.close());
    const ATMOS_TARGET = targetFile(folderFor(context), mock.url);
    const env = { ATMOS_TARGET, ATMOS_ADMIN_PASSWORD: 'admin-password' };
    // A reporter of Playwright's own: the run must be red whoever reports it.
    const selected = ['test', '--grep', '(get-vdc-list|power-on-vm)/(success|not-admin) '];
    const [ours, plain] = await Promise.all([
      playwright(context, selected, env),
      playwright(context, [...selected, '--reporter=json'], env),
    ]);
    assert.equal(ours.status, 1, ours.output);
    assert.equal(plain.status, 1, plain.output);
    for (const { tests } of [ours, plain]) {
      const told = tests.map((one) => [one.annotation('scenario'), one.annotation('verdict'), one.status]);
      const performed = told.filter(([id]) => /\/(success|not-admin)$/.test(id ?? ''));
      assert.deepEqual(performed.toSorted(), [
        ['get-vdc-list/not-admin', 'untested', 'skipped'],
        ['get-vdc-list/success', 'passed', 'expected'],
        ['power-on-vm/not-admin', 'untested', 'skipped'],
        ['power-on-vm/success', 'untested', 'skipped'],
      ]);
      const byId = (id: string) => tests.find((one) => one.annotation('scenario') === id);
      assert.match(byId('power-on-vm/success')?.annotation('skip') ?? '', /^untested: .*tier life-cycle/);
      const outcome = tests.find(({ title }) => title.startsWith('outcome ·'));
      assert.equal(outcome?.status, 'unexpected');
      assert.match(outcome?.error ?? '', /^CannotTell: incomplete[\s\S]*power-on-vm\/success: .*tier life-cycle/);
    }
    assert.equal(ours.report?.outcome, 'incomplete');
    assert.match(ours.output, /^INCOMPLETE$/m);
    assert.equal(ours.report?.target.name, 'a server');
  });

  test('a target that cannot be tested is told in one line before any test', async (context) => {
    const file = path.join(folderFor(context), 'nowhere.yaml');
    const { status, output, tests, report } = await playwright(context, ['test'], { ATMOS_TARGET: file });
    assert.equal(status, 1);
    assert.deepEqual(tests, []);
    assert.equal(report, null);
    const lines = output.split('\n').filter((line) => line.includes('nowhere.yaml'));
    assert.deepEqual([lines.length, lines[0]?.includes('there is no such file')], [1, true], output);
    assert.doesNotMatch(output, /^\s+at /m);
  });
});
