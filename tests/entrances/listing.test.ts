import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { playwright } from './playwright-run.ts';

const SPECS = path.join(import.meta.dirname, '../../specs');
const scenarios = planScenarios(loadCatalogue());

describe('the tests that Playwright knows', () => {
  test('are every scenario once, under its id and title, and the outcome', async (context) => {
    const { status, output, report } = await playwright(context, ['test', '--list'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: '',
    });
    assert.equal(status, 0, output);
    assert.equal(report, null, 'listing reports nothing');
    const titles = output.split('\n').flatMap((line) => /^ {2}\[.+?\] › .+?:\d+:\d+ › (.*)$/.exec(line)?.[1] ?? []);
    const wanted = [
      ...scenarios.map(({ id, title }) => `${id} · ${title}`),
      'outcome · The run as a whole is conformant',
    ];
    assert.deepEqual(titles.toSorted(), wanted.toSorted());
    assert.match(output, new RegExp(`^Total: ${wanted.length} tests`, 'm'));
  });

  test('lie in one file for each conformance class, which names no scenario', () => {
    const classes = new Set(scenarios.map((scenario) => scenario.class));
    const files = readdirSync(SPECS).filter((name) => name.endsWith('.spec.ts') && name !== 'outcome.spec.ts');
    const named = files.map((file) => {
      const text = readFileSync(path.join(SPECS, file), 'utf8');
      assert.ok(text.split('\n').length < 12, `${file} is a few lines`);
      return [file, [...text.matchAll(/testsOf\('([^']+)'\)/g)].map(([, name]) => name)] as const;
    });
    for (const [file, names] of named) assert.deepEqual(names, [file.replace('.spec.ts', '')]);
    for (const name of classes) assert.ok(files.includes(`${name}.spec.ts`), `${name} has a file`);
  });
});
