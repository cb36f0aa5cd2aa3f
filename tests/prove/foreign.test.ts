import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fillCommand } from '../../cli/foreign-server.ts';
import type { KillMatrix } from '../../reporters/kill-matrix/types.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const BIN = path.join(ROOT, 'bin/atmos-conformance.mjs');
const TARGET = [
  `baseUrl: http://127.0.0.1:\${PORT}`,
  'principals:',
  '  admin:',
  '    username: admin',
  `    password: \${ADMIN_PASSWORD}`,
  '',
].join('\n');

test('what stands in place of a word of the command is fit for a shell', () => {
  assert.equal(fillCommand('serve {port} --break {fault}', { port: '80', fault: 'a/b.c' }), 'serve 80 --break a/b.c');
  assert.equal(fillCommand('serve {fault}', { fault: "x'; rm y" }), "serve 'x'\\''; rm y'");
});

test('any server command can be put to the test, with faults that nobody here knows', (context) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'atmos-prove-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const target = path.join(folder, 'target.yaml');
  writeFileSync(target, TARGET);
  const command = `"${process.execPath}" "${BIN}" mock --port {port} --fault {fault}`;
  const { stdout, status } = spawnSync(
    process.execPath,
    [
      BIN,
      'prove',
      '--server',
      command,
      '--target',
      target,
      '--faults',
      'get-vdc-list/no-namespace,unheard-of',
      '--out',
      folder,
    ],
    { encoding: 'utf8', env: { ...process.env, ADMIN_PASSWORD: 'admin-password' } },
  );
  const matrix = JSON.parse(readFileSync(path.join(folder, 'kill-matrix.json'), 'utf8')) as KillMatrix;
  assert.deepEqual(
    matrix.faults.map(({ id, status: what, outcome }) => [id, what, outcome]),
    [
      ['get-vdc-list/no-namespace', 'killed', 'nonconformant'],
      ['unheard-of', 'survived', 'broken'],
    ],
  );
  assert.ok(matrix.faults[1]?.open[0]?.includes('unheard-of'));
  assert.ok(stdout.includes('faults killed: 1/2 = 50.0 %'));
  assert.equal(status, 1);
});
