import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildReport } from '../../reporters/model/build-report.ts';
import { canonicalJson } from '../../reporters/model/canonical-json.ts';
import { parseReport, sealReport, serializeReport, unsealReport } from '../../reporters/model/report-file.ts';
import { reportBody } from '../../reporters/model/reported-body.ts';
import { outcomeOf, tally } from '../../reporters/model/tally.ts';
import type { ReportWithoutFooter } from '../../reporters/model/types.ts';
import type { Verdict } from '../../suite/judge/types.ts';
import { sampleRun } from './sample.ts';
import { bodyOf } from './sample-exchange.ts';

const passed: Verdict = { outcome: 'passed', observed: 'x' };
const untested: Verdict = { outcome: 'untested', reason: 'x' };
const inapplicable: Verdict = { outcome: 'inapplicable', reason: 'x' };
const failed: Verdict = { outcome: 'failed', findings: [] };
const cantTell: Verdict = { outcome: 'cantTell', cause: 'timeout', reason: 'x' };

test('the outcome is what the verdicts allow, and green on nothing is impossible', () => {
  const of = (verdicts: readonly Verdict[], complete = true, requests = 1) =>
    outcomeOf({ results: verdicts.map((verdict) => ({ verdict })), complete, requests });
  assert.equal(of([passed, inapplicable]), 'conformant');
  assert.equal(of([passed, { ...passed, flaky: true }]), 'conformant');
  assert.equal(of([passed, untested, failed, cantTell]), 'nonconformant');
  for (const verdict of [untested, cantTell]) assert.equal(of([passed, verdict]), 'incomplete');
  assert.equal(of([]), 'incomplete');
  assert.equal(of([inapplicable]), 'incomplete');
  assert.equal(of([passed], false), 'incomplete');
  assert.equal(of([passed], true, 0), 'incomplete');
  assert.equal(of([failed], false, 0), 'nonconformant');
});

test('a pass on a repeat is counted as flaky and not as passed', () => {
  assert.deepEqual(
    tally([{ verdict: passed }, { verdict: { ...passed, flaky: true } }, { verdict: { ...passed, flaky: false } }]),
    { passed: 2, flaky: 1, failed: 0, cantTell: 0, untested: 0, inapplicable: 0 },
  );
});

test('a report claims no better outcome than its results allow, and no better one than the run did', () => {
  const claiming = (
    outcome: 'conformant' | 'incomplete' | 'nonconformant',
    of: 'conformant' | 'incomplete' | 'nonconformant',
  ) => buildReport({ ...sampleRun({ outcome: of }), outcome }).outcome;
  assert.equal(claiming('conformant', 'nonconformant'), 'nonconformant');
  assert.equal(claiming('conformant', 'incomplete'), 'incomplete');
  assert.equal(claiming('nonconformant', 'conformant'), 'nonconformant');
  assert.equal(claiming('conformant', 'conformant'), 'conformant');
});

test('a report that was changed and given a fresh hash still contradicts itself', () => {
  const report = unsealReport(buildReport(sampleRun({ outcome: 'nonconformant' })));
  const forgeries: readonly (readonly [ReportWithoutFooter, RegExp])[] = [
    [{ ...report, outcome: 'conformant' }, /says conformant/],
    [{ ...report, outcome: 'incomplete' }, /holds failed scenarios/],
    [{ ...report, counts: { ...report.counts, passed: report.counts.passed + 1 } }, /counts \d+ passed/],
    [{ ...report, results: report.results.slice(1) }, /counts \d+/],
    [{ ...report, classes: report.classes.slice(1) }, /classes do not sum up/],
  ];
  for (const [forgery, message] of forgeries)
    assert.throws(() => parseReport(serializeReport(sealReport(forgery))), message);
});

test('canonical JSON sorts keys by code unit, drops what is undefined, and refuses what JSON cannot hold', () => {
  assert.equal(
    canonicalJson({ b: [1, 1e21, -0, 'é"\n'], a: { '\u{1f600}': 1, '\uffff': 2, z: undefined } }),
    '{"a":{"\u{1f600}":1,"\uffff":2},"b":[1,1e+21,0,"é\\"\\n"]}',
  );
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, '\uD800', () => 1, 1n])
    assert.throws(() => canonicalJson({ bad }), TypeError);
});

test('a body is cut between characters and keeps the size and hash of the whole', () => {
  const whole = bodyOf('aé😀z');
  const texts = Array.from({ length: 9 }, (_, limit) => reportBody(whole, limit).text);
  assert.deepEqual(texts, ['', 'a', 'a', 'aé', 'aé', 'aé', 'aé', 'aé😀', 'aé😀z']);
  const cut = reportBody(whole, 4);
  assert.deepEqual([cut.truncated, cut.size, cut.sha256], [true, 8, whole.sha256]);
  assert.equal(reportBody(whole, 8).truncated, false);
  assert.equal(reportBody(bodyOf(Uint8Array.from([0xc3])), 10).encoding, 'base64');
  assert.deepEqual([reportBody(bodyOf('\uFEFFx'), 10).text, reportBody(bodyOf(''), 10).text], ['\uFEFFx', '']);
});
