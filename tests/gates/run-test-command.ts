import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { ROOT } from './project.ts';

/** Runs `npm test`'s script on a project that holds just these files: its standard output and exit code. */
export function runTestCommand(
  context: TestContext,
  files: Readonly<Record<string, string>>,
  ...words: string[]
): { readonly lines: string[]; readonly status: number | null } {
  const folder = mkdtempSync(path.join(tmpdir(), 'atmos-runner-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  // This test runs inside a runner, which the one under test must not take itself for a part of.
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const args = ['--import', import.meta.resolve('tsx'), path.join(ROOT, 'scripts/test.ts'), ...words];
  const { stdout, status } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...environment, ATMOS_CHROMIUM: process.execPath },
  });
  return { lines: stdout.trimEnd().split('\n'), status };
}
