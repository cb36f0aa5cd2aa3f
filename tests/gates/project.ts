import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { GATES } from '../../scripts/gates/gates.ts';
import { type GateResult, runGates } from '../../scripts/gates/run-gates.ts';

export const ROOT = path.join(import.meta.dirname, '../..');

/** A package.json with some dependencies, whatever their version. */
export function manifest(...dependencies: string[]): string {
  const versions = Object.fromEntries(dependencies.map((name) => [name, '*']));
  const content = { name: 'sample', private: true, type: 'module', bin: 'bin/start.mjs', dependencies: versions };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** What the configuration of the gates expects a project to have. */
export const NEEDED: readonly string[] = ['@playwright/test', 'allure-playwright', 'tsx'];

/** The smallest project that passes every gate: each entry that the configuration names, and a few rooms. */
const CLEAN: Readonly<Record<string, string>> = {
  'package.json': manifest(...NEEDED),
  'bin/start.mjs': "import 'tsx';\n\nawait import('../cli/main.ts');\n",
  'cli/main.ts': "import { one } from '../suite/target/one.ts';\n\nconsole.log(one);\n",
  'suite/target/one.ts': 'export const one = 1;\n',
  'specs/first.spec.ts': "import '@playwright/test';\nimport '../suite/engine/start.ts';\n",
  'suite/engine/start.ts': "console.log('start');\n",
  'scripts/run.ts': "console.log('run');\n",
  'bench/run.ts': "import { spawnSync } from 'node:child_process';\n\nspawnSync('apt-get');\n",
  'tests/one.test.ts': "import '../suite/target/one.ts';\n",
  'playwright.config.ts': 'export default {};\n',
};

/** A throw-away project with this one's configuration, and `files` added to or replacing the clean ones. */
export function sampleProject(test: TestContext, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'atmos-sample-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['tsconfig.json', 'biome.json', 'knip.json', '.gitignore']) {
    copyFileSync(path.join(ROOT, name), path.join(folder, name));
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  for (const [name, text] of Object.entries({ ...CLEAN, ...files })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

/** Runs one gate of `npm run check` on a sample project. */
export async function runGate(name: string, folder: string): Promise<GateResult> {
  const gate = GATES.find((candidate) => candidate.name === name);
  if (gate === undefined) throw new Error(`no gate is named ${name}`);
  const [result] = await runGates([gate], folder);
  if (result === undefined) throw new Error('the gate gave no result');
  return result;
}
