import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { readReport } from '../../reporters/model/report-file.ts';
import type { Report } from '../../reporters/model/types.ts';
import { curlLine } from '../../reporters/text/curl.ts';
import { runCommand } from '../../scripts/trials/command.ts';
import { serveMock, TARGET_ENVIRONMENT, writeTargetFile } from '../../scripts/trials/served-mock.ts';

const shell = promisify(execFile);

async function certify(args: readonly string[], out: string): Promise<{ code: number | null; report: Report }> {
  const { code, stderr } = await runCommand(['certify', '--quiet', '--out', out, ...args], TARGET_ENVIRONMENT);
  assert.ok(code !== 2, stderr);
  return { code, report: readReport(join(out, 'report.json')) };
}

function place(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'served-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const outcomes = ({ results }: Report): readonly string[] =>
  results.map(({ id, verdict }) => `${id}: ${verdict.outcome}`);

describe('a mock in another process', () => {
  it('gets the verdict that the embedded one gets', async (t) => {
    const folder = place(t);
    const mock = await serveMock();
    t.after(() => mock.close());
    const selection = [
      '--grep',
      '^(power-on-vm|get-vm-list|clone-vm)/(success|no-|not-|foreign|un)|^life-cycle/powered-off-',
    ];
    const target = writeTargetFile(folder, mock.url);
    const served = await certify([...selection, '--target', target], join(folder, 'served'));
    const embedded = await certify(selection, join(folder, 'embedded'));
    assert.deepEqual([served.code, embedded.code], [0, 0]);
    assert.ok(served.report.counts.passed > 20);
    assert.deepEqual(outcomes(served.report), outcomes(embedded.report));
  });

  it('repeats each failure when the curl line of the report is executed', async (t) => {
    const folder = place(t);
    const mock = await serveMock([
      '--fault',
      'get-organization-list/version-unchecked',
      '--fault',
      'errors/not-found-as-bad-request',
    ]);
    t.after(() => mock.close());
    const { code, report } = await certify(
      ['--grep', '^get-(organization-list|vdc-list|network-list)/un', '--target', writeTargetFile(folder, mock.url)],
      join(folder, 'out'),
    );
    assert.equal(code, 1);
    const lines = report.results.flatMap(({ verdict }) =>
      verdict.outcome !== 'failed'
        ? []
        : verdict.findings.flatMap(({ exchanges }) => {
            const exchange = report.exchanges.find(({ seq }) => seq === exchanges[0]);
            assert.ok(exchange?.response, 'a failure without its exchange');
            return [{ line: curlLine(exchange), status: exchange.response.status }];
          }),
    );
    assert.ok(lines.length >= 3, `${lines.length} failures`);
    for (const { line, status } of lines) {
      // The variables stand for the passwords, which only the environment knows.
      const { stdout } = await shell('sh', ['-c', line], { env: { ...process.env, ...TARGET_ENVIRONMENT } });
      assert.match(stdout, new RegExp(`^HTTP/1\\.1 ${status} `), line);
    }
  });
});

describe('catalogue --json', () => {
  it('holds what the guide holds: 29 operations, 78 codes, 240 pairs', async () => {
    const { code, stdout } = await runCommand(['catalogue', '--json']);
    assert.equal(code, 0);
    const { operations, errors } = JSON.parse(stdout) as {
      readonly operations: readonly { readonly id: string; readonly errors: readonly string[] }[];
      readonly errors: readonly { readonly code: string }[];
    };
    const pairs = operations.flatMap(({ id, errors: codes }) => codes.map((one) => `${id} ${one}`));
    assert.deepEqual([operations.length, errors.length, pairs.length, new Set(pairs).size], [29, 78, 240, 240]);
    const known = new Set(errors.map((error) => error.code));
    assert.deepEqual(
      [...new Set(operations.flatMap((operation) => operation.errors))].filter((one) => !known.has(one)),
      [],
    );
  });
});
