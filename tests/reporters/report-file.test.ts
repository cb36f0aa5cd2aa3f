import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildReport } from '../../reporters/model/build-report.ts';
import { parseReport, ReportError, serializeReport } from '../../reporters/model/report-file.ts';
import { schemaProblems } from '../../reporters/model/report-schema.ts';
import { mulberry32, sampleRun } from './sample.ts';

const report = buildReport(sampleRun());
const text = serializeReport(report);

test('a report is valid against its schema and is read back as it was', () => {
  assert.deepEqual(schemaProblems(report), []);
  assert.deepEqual(parseReport(text), report);
  assert.equal(Object.keys(JSON.parse(text) as object).at(-1), 'footer');
});

test('the same run gives the same report to the last octet', () => {
  assert.equal(serializeReport(buildReport(sampleRun())), text);
});

test('the report holds the run: every result once, ordered by id, counted by outcome', () => {
  const run = sampleRun();
  assert.deepEqual(
    report.results.map(({ id }) => id),
    run.results.map(({ scenario }) => scenario.id).sort(),
  );
  const { passed, flaky, failed, cantTell, untested, inapplicable } = report.counts;
  assert.equal(passed + flaky + failed + cantTell + untested + inapplicable, run.results.length);
  assert.ok(
    [passed, flaky, failed, cantTell, untested, inapplicable].every((count) => count > 0),
    'the sample shows every outcome',
  );
  assert.equal(
    report.classes.reduce((sum, line) => sum + line.failed, 0),
    failed,
  );
});

test('a report that was cut short is refused, wherever the cut is', () => {
  for (const length of [0, 1, 100, Math.floor(text.length / 2), text.indexOf('"footer"') - 1, text.length - 3]) {
    assert.throws(() => parseReport(text.slice(0, length)), ReportError, `cut at ${length}`);
  }
});

test('a report without its footer says so', () => {
  const { footer: _, ...rest } = report;
  assert.throws(() => parseReport(JSON.stringify(rest)), /footer is missing/);
});

test('a change of one bit is found, wherever it is', () => {
  const small = Buffer.from(serializeReport(buildReport(sampleRun({ scenarios: 8 }))));
  const random = mulberry32(11);
  for (let round = 0; round < 150; round += 1) {
    const place = Math.floor(random() * small.length);
    const altered = Buffer.from(small);
    altered[place] = (altered[place] ?? 0) ^ (1 << Math.floor(random() * 8));
    assert.throws(() => parseReport(altered), ReportError, `octet ${place}`);
  }
});

test('the same data in another form is no longer the file that was written', () => {
  assert.throws(() => parseReport(JSON.stringify(report)), /octet for octet/);
});

test('something else is called something else', () => {
  assert.throws(() => parseReport('<html>'), /not JSON/);
  assert.throws(() => parseReport('[]'), /footer is missing|no JSON object/);
  assert.throws(() => parseReport('{"footer":{}}'), /not a report of this suite/);
});
