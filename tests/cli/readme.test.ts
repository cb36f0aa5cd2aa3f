import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { certify } from '../../cli/certify.ts';
import { startMock } from '../../mock/start.ts';
import { readReport } from '../../reporters/model/report-file.ts';
import { TIERS } from '../../suite/catalogue/types.ts';

const ROOT = join(import.meta.dirname, '../..');

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'readme-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('the target file at the top of the README certifies a served mock as it stands', async (t) => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, yaml = '', exports = ''] = /<<'END'\n([\s\S]*?)\nEND\n(export [^`]*?)\nnpm run certify/.exec(readme) ?? [];
  const variables = [...exports.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value] as const);
  assert.equal(variables.length, 4);
  for (const [name, value] of variables) process.env[name] = value;
  const mock = await startMock({ seed: 1 });
  t.after(() => mock.close());
  const out = folderFor(t);
  const target = join(out, 'target.yaml');
  assert.ok(yaml.includes('http://127.0.0.1:8080 '));
  writeFileSync(target, yaml.replace('http://127.0.0.1:8080', mock.url));
  assert.equal(await certify({ target, out, seed: 1, quiet: true, grep: '^(get-vdc-list|enable-nfs-access)/' }), 0);
  const report = readReport(join(out, 'report.json'));
  assert.deepEqual([report.counts.failed, report.counts.untested], [0, 0]);
  assert.deepEqual(report.target.tiers, TIERS);
});

test('without its packages the command says what to do', (t) => {
  const bare = folderFor(t);
  mkdirSync(join(bare, 'bin'));
  for (const file of ['bin/atmos-conformance.mjs', 'package.json', 'tsconfig.json'])
    cpSync(join(ROOT, file), join(bare, file));
  // Without the loader of this process, which would find its packages.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { status, stderr } = spawnSync(process.execPath, ['bin/atmos-conformance.mjs', 'certify'], {
    cwd: bare,
    env,
    encoding: 'utf8',
  });
  assert.equal(stderr, 'atmos-conformance: the package tsx is not installed: run npm ci first\n');
  assert.equal(status, 2);
});
