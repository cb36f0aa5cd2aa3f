import { join } from 'node:path';
import { defineConfig, type ReporterDescription } from '@playwright/test';
import { readSettings } from './specs/entrance/settings.ts';

// docs/playwright.md tells what the environment can say.
const { out, allure } = readSettings();

const reporter: ReporterDescription[] = [
  ['./specs/entrance/announcing-reporter.ts'],
  ['./reporters/playwright/conformance-reporter.ts', { outputFolder: out }],
  ['html', { outputFolder: join(out, 'playwright'), open: 'never' }],
];
if (allure) reporter.push(['allure-playwright', { resultsDir: join(out, 'allure-results') }]);
if (process.env.PLAYWRIGHT_JSON_OUTPUT_FILE) reporter.push(['json']);
if (process.env.PLAYWRIGHT_BLOB_OUTPUT_FILE) reporter.push(['blob']);

export default defineConfig({
  testDir: 'specs',
  globalSetup: './specs/entrance/global-setup.ts',
  outputDir: join(out, 'test-results'),
  reporter,
  fullyParallel: true,
  // Workers only fetch what the engine found out: how much goes on at a time is for the target's limits to say.
  workers: 2,
  // The engine has budgets for requests and tasks; a test that waits for its turn is not late.
  timeout: 0,
  projects: [
    { name: 'scenarios', grepInvert: /@whole-run/, teardown: 'whole run' },
    { name: 'whole run', grep: /@whole-run/ },
  ],
});
