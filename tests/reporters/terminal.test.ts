import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import { buildReport } from '../../reporters/model/build-report.ts';
import { displayWidth } from '../../reporters/terminal/layout.ts';
import { wantsColors } from '../../reporters/terminal/palette.ts';
import { createProgress } from '../../reporters/terminal/progress.ts';
import { renderSummary } from '../../reporters/terminal/summary.ts';
import { duration } from '../../reporters/text/words.ts';
import { sampleRun } from './sample.ts';

const run = sampleRun();
const report = buildReport(run);

test('the summary says outcome, exit code, classes, failures, readings and what is not shown', () => {
  const text = renderSummary(report, { failures: 1000 });
  assert.match(text, /NONCONFORMANT {2}exit code 1/);
  for (const result of report.results) {
    assert.equal(text.includes(`) ${result.id}  `), result.verdict.outcome === 'failed', result.id);
  }
  assert.match(text, /guide .*\n?.*§3\.\d+, ?\n? *p\. \d+, ?/);
  assert.match(text, /curl {6}curl -sS/);
  assert.match(text, /again {5}npm run certify -- --target acme\.target\.yaml --grep '/);
  assert.match(text, /success-word +completed \(61×, first in #1\) and success \(2×, first in #5\): not\s+consistent/);
  assert.match(text, /untested: needs a test hook/);
  assert.match(renderSummary(buildReport(sampleRun({ outcome: 'conformant' }))), /CONFORMANT {2}exit code 0/);
  assert.match(renderSummary(buildReport(sampleRun({ outcome: 'incomplete' }))), /INCOMPLETE {2}exit code 3/);
});

test('the table has the counts of the report', () => {
  const { passed, flaky, failed, cantTell, untested, inapplicable } = report.counts;
  const total = renderSummary(report)
    .split('\n')
    .find((line) => line.startsWith('  Total'));
  assert.deepEqual(total?.trim().split(/\s+/).slice(1).map(Number), [
    passed,
    flaky,
    failed,
    cantTell,
    untested,
    inapplicable,
  ]);
});

test('colours change nothing but the colour', () => {
  assert.equal(stripVTControlCharacters(renderSummary(report, { colors: true })), renderSummary(report));
  assert.notEqual(renderSummary(report, { colors: true }), renderSummary(report));
});

test('nothing but a command or a name is wider than the terminal', () => {
  for (const columns of [60, 80, 120]) {
    for (const line of renderSummary(report, { columns }).split('\n')) {
      assert.ok(displayWidth(line) <= columns || /^ {4}(curl|again) |^ {2}\d+\) /.test(line), `${columns}: ${line}`);
    }
  }
});

test('colours need a terminal and no NO_COLOR', () => {
  assert.equal(wantsColors({ isTTY: true }, {}), true);
  assert.equal(wantsColors({ isTTY: true }, { NO_COLOR: '1' }), false);
  assert.equal(wantsColors({ isTTY: true }, { NO_COLOR: '' }), true);
  assert.equal(wantsColors({ isTTY: true }, { TERM: 'dumb' }), false);
  assert.equal(wantsColors({}, {}), false);
  assert.equal(wantsColors({}, { FORCE_COLOR: '1' }), true);
});

function watch(isTTY: boolean) {
  let written = '';
  let time = 0;
  const stream = { isTTY, columns: 70, write: (text: string) => (written += text) };
  const progress = createProgress({ stream, total: run.results.length, colors: false, now: () => time });
  for (const result of run.results) {
    time += 100;
    progress.done(result);
  }
  progress.end();
  return written;
}

test('in a log, progress is plain lines: every failure once, now and then how far it is, the end', () => {
  const lines = watch(false).trimEnd().split('\n');
  const failed = run.results.filter(({ verdict }) => verdict.outcome === 'failed').map(({ scenario }) => scenario.id);
  assert.deepEqual(
    lines.filter((line) => line.startsWith('✗')).map((line) => line.slice(2).split(':')[0]),
    failed,
  );
  assert.ok(lines.length < failed.length + 8, 'no line for each scenario');
  assert.ok(!lines.join('').includes('\u001b'));
  const total = run.results.length;
  assert.ok(
    lines.at(-1)?.startsWith(`${total}/${total} · ${duration(total * 100)} · ${report.counts.passed} passed`),
    lines.at(-1),
  );
  assert.ok(lines.some((line) => line.startsWith(`100/${total} · 10.0 s · ${duration((total - 100) * 100)} left`)));
});

test('on a terminal, progress redraws one line that fits, and leaves no half-drawn line behind', () => {
  const written = watch(true);
  const drawn = written.split('\r\u001b[2K').flatMap((text) => text.split('\n'));
  for (const line of drawn) assert.ok(displayWidth(line) <= 160 && !line.includes('\r'), line);
  for (const line of drawn.filter((text) => text.startsWith('['))) assert.ok(displayWidth(line) <= 70, line);
  const total = run.results.length;
  assert.ok(written.split('\r\u001b[2K').at(-1)?.startsWith(`${total}/${total} · `) && written.endsWith('\n'));
});
