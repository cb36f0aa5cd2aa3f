import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { playwright } from './playwright-run.ts';

/** The parts of a result file of Allure that are looked at. */
interface AllureResult {
  readonly name: string;
  readonly status: string;
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly attachments?: readonly { readonly name: string; readonly source: string; readonly type: string }[];
  readonly steps?: readonly AllureResult[];
}

function attachmentsOf({ attachments = [], steps = [] }: AllureResult): NonNullable<AllureResult['attachments']> {
  return [...attachments, ...steps.flatMap(attachmentsOf)];
}

test('each result of Allure has operation, sections and requirements as labels and every exchange attached', async (context) => {
  const { report, folder, output } = await playwright(
    context,
    ['test', '--grep', '^get-vdc-list/(success|not-admin) |get-vdc-list/(success|not-admin) '],
    {
      ATMOS_ALLURE: '1',
      ATMOS_MOCK: '--fault get-vdc-list/no-namespace',
    },
  );
  assert.ok(report !== null, output);
  const results = path.join(folder, 'allure-results');
  const read = (file: string): string => readFileSync(path.join(results, file), 'utf8');
  const told = readdirSync(results)
    .filter((file) => file.endsWith('-result.json'))
    .map((file) => JSON.parse(read(file)) as AllureResult);
  const catalogue = loadCatalogue();
  const planned = new Map(planScenarios(catalogue).map((scenario) => [scenario.id, scenario]));
  const performed = report.results.filter(
    ({ exchanges, family }) => exchanges.length > 0 && !['answers', 'set-up', 'run'].includes(family),
  );
  assert.deepEqual(
    performed.map(({ id, verdict }) => `${id} ${verdict.outcome}`),
    ['get-vdc-list/not-admin passed', 'get-vdc-list/success failed'],
  );
  for (const { id, verdict, exchanges } of performed) {
    const result = told.find(({ name }) => name.startsWith(`${id} `));
    assert.ok(result !== undefined, id);
    assert.equal(result.status, verdict.outcome);
    const labels = (name: string): readonly string[] =>
      result.labels.filter((label) => label.name === name).map(({ value }) => value);
    const scenario = planned.get(id);
    assert.deepEqual(labels('operation'), [scenario?.operation]);
    assert.deepEqual(labels('requirement'), scenario?.requirements);
    const cited = new Set(
      scenario?.requirements.map((requirement) => `§${catalogue.requirement(requirement)?.section}`),
    );
    assert.deepEqual(new Set(labels('section')), cited.add('§3.25'));
    const attached = attachmentsOf(result).filter(({ name }) => name.startsWith('#'));
    assert.deepEqual(
      attached.map(({ name }) => Number(/^#(\d+)/.exec(name)?.[1])),
      exchanges,
    );
    for (const { source, name } of attached)
      assert.match(read(source), /^GET http.*\n[\s\S]*Authorization: (?!Basic [A-Za-z0-9+/]{8,}=*$)/m, name);
  }
});
