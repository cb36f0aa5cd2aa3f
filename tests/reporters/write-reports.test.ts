import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sign } from '../../reporters/certificate/sign.ts';
import { verifyCertificate } from '../../reporters/certificate/verify.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import { readReport } from '../../reporters/model/report-file.ts';
import { RENDERERS, writeReports } from '../../reporters/write-reports.ts';
import { sampleRun } from './sample.ts';

test('every format is written, and a certificate of an earlier run does not stay beside a new report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'atmos-reports-'));
  try {
    const reports = join(folder, 'deep', 'er');
    const good = buildReport(sampleRun({ outcome: 'conformant', scenarios: 20 }));
    const secret = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const written = writeReports(good, reports, sign(good, secret, { issuedAt: new Date(good.finishedAt) }));
    const names = [...Object.keys(RENDERERS), 'certificate.html', 'certificate.json'].sort();
    assert.deepEqual(
      [readdirSync(reports).sort(), written.map((path) => path.slice(reports.length + 1)).sort()],
      [names, names],
    );
    assert.deepEqual(readReport(join(reports, 'report.json')), good);
    const [certificate, report] = ['certificate.json', 'report.json'].map((name) => readFileSync(join(reports, name)));
    assert.ok(certificate);
    assert.equal(verifyCertificate(certificate, report, undefined, new Date(good.finishedAt)).valid, true);
    writeReports(buildReport(sampleRun({ scenarios: 20 })), reports);
    assert.deepEqual(readdirSync(reports).sort(), Object.keys(RENDERERS).sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a report that is not there is told in one line', () => {
  assert.throws(() => readReport(join(tmpdir(), 'no', 'such', 'report.json')), /report\.json: cannot be read: ENOENT/);
});
