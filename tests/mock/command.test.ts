import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { runMock } from '../../mock/command.ts';
import { FAULTS } from '../../mock/faults/index.ts';
import { samplePackage } from '../../mock/packages/sample-package.ts';
import { basic } from './client.ts';

const ARGUMENTS = ['--import', 'tsx', new URL('./run-mock.ts', import.meta.url).pathname];

async function start(...args: string[]): Promise<{ child: ChildProcess; lines: string[] }> {
  const child = spawn(process.execPath, [...ARGUMENTS, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.startsWith('user foreign')) break;
  }
  return { child, lines };
}

test('the command listens, says where and as whom, and stops cleanly', async () => {
  const { child, lines } = await start(
    '--seed',
    '3',
    '--hook-port',
    '0',
    '--variant',
    'hrefs-rooted',
    '--base-path',
    '/x/',
  );
  assert.match(lines[0] ?? '', /^listening on http:\/\/127\.0\.0\.1:\d+\/x$/);
  assert.match(lines[1] ?? '', /^test hook on http:\/\/127\.0\.0\.1:\d+$/);
  assert.deepEqual(lines.slice(2), [
    'seed 3',
    'user admin, password admin-password, organization caas, roles: Admin',
    'user manager, password manager-password, organization caas, roles: Admin, Atmos Account Manager',
    'user user, password user-password, organization caas, roles: none',
    'user foreign, password foreign-password, organization other, roles: Admin, Atmos Account Manager',
  ]);
  const url = lines[0]?.replace('listening on ', '');
  const answer = await fetch(`${url}/1.0.0.0/org`, { headers: { authorization: basic('admin') } });
  assert.match(await answer.text(), /href="\/x\/1\.0\.0\.0\/org\/caas"/);
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});

const BAD: readonly (readonly [string[], string])[] = [
  [['--port', 'x'], 'mock: --port needs a whole number, not "x"'],
  [['--port', '70000'], 'mock: --port needs a whole number, not "70000"'],
  [['--task-time', 'soon'], 'mock: --task-time needs a time such as 500ms or 2s, not "soon"'],
  [['--variant', 'none'], 'mock: there is no variant "none"; --list variants shows all'],
  [['--fault', 'none'], 'mock: there is no fault "none"; --list faults shows all'],
  [['--base-path', 'x'], 'mock: --base-path begins with a slash, unlike "x"'],
  [['--list', 'all'], 'mock: --list needs variants or faults, not "all"'],
];

test('a command line that makes no sense is told in one line, with exit code 2', async (t) => {
  const told: unknown[] = [];
  t.mock.method(console, 'error', (line: unknown) => told.push(line));
  for (const [args, line] of BAD) {
    assert.equal(await runMock(args), 2);
    assert.deepEqual(told.splice(0), [line]);
  }
});

test('a port that is taken is told in one line, with exit code 2', async (t) => {
  const told: unknown[] = [];
  t.mock.method(console, 'error', (line: unknown) => told.push(line));
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  assert.ok(typeof address === 'object' && address !== null);
  assert.equal(await runMock(['--port', String(address.port)]), 2);
  assert.match(String(told[0]), /^mock: cannot listen: .*EADDRINUSE/);
  taken.close();
});

test('--list and --write-image say or write what is asked for, and stop', async (t) => {
  const told: string[] = [];
  t.mock.method(console, 'log', (line: string) => told.push(line));
  assert.equal(await runMock(['--list', 'faults']), 0);
  assert.deepEqual(
    told.map((line) => line.split('\t')[0]),
    FAULTS.map(({ id }) => id),
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'mock-'));
  const file = path.join(folder, 'image.zip');
  assert.equal(await runMock(['--write-image', file]), 0);
  assert.deepEqual(readFileSync(file), samplePackage());
  rmSync(folder, { recursive: true });
});
