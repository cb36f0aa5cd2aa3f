import assert from 'node:assert/strict';
import { generateKeyPairSync, sign as signOctets } from 'node:crypto';
import { test } from 'node:test';
import { XmlDocument } from 'libxml2-wasm';
import { renderBadge } from '../../reporters/badge/badge.ts';
import { renderCertificate } from '../../reporters/certificate/certificate-page.ts';
import { CertificateRefused, serializeCertificate, sign } from '../../reporters/certificate/sign.ts';
import { type Verification, verifyCertificate } from '../../reporters/certificate/verify.ts';
import { buildReport } from '../../reporters/model/build-report.ts';
import { canonicalJson } from '../../reporters/model/canonical-json.ts';
import { sealReport, serializeReport, unsealReport } from '../../reporters/model/report-file.ts';
import { hostileRun } from './hostile.ts';
import { mulberry32, sampleRun } from './sample.ts';

function pemPair(type: 'ed25519' | 'ed448' = 'ed25519') {
  const { privateKey, publicKey } = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ed448');
  return {
    secret: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    open: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

const key = pemPair();
const report = buildReport(sampleRun({ outcome: 'conformant', scenarios: 12 }));
const reportText = serializeReport(report);
const issuedAt = new Date(Date.parse(report.finishedAt) + 60_000);
const during = new Date(issuedAt.getTime() + 1000);
const text = serializeCertificate(sign(report, key.secret, { issuedAt, days: 90 }));
const fails = ({ statements }: Verification) =>
  statements.filter(({ kind }) => kind === 'fails').map((one) => one.text);
const cautions = ({ statements }: Verification) =>
  statements.filter(({ kind }) => kind === 'caution').map((one) => one.text);

test('a certificate of a conformant run verifies with its report and the key', () => {
  const verification = verifyCertificate(text, reportText, key.open, during);
  assert.deepEqual([verification.valid, fails(verification), cautions(verification)], [true, [], []]);
});

test('without report or key it verifies, and says what was not looked at', () => {
  const verification = verifyCertificate(text, undefined, undefined, during);
  assert.deepEqual([verification.valid, cautions(verification).length], [true, 2]);
});

test('there is no certificate for a run that is incomplete, nonconformant, or made to look conformant', () => {
  for (const outcome of ['incomplete', 'nonconformant'] as const) {
    assert.throws(() => sign(buildReport(sampleRun({ outcome })), key.secret), CertificateRefused, outcome);
  }
  const stopped = buildReport(sampleRun({ outcome: 'conformant', change: { complete: false } }));
  assert.throws(() => sign(stopped, key.secret), CertificateRefused);
  const dressed = sealReport({
    ...unsealReport(buildReport(sampleRun({ outcome: 'nonconformant' }))),
    outcome: 'conformant',
  });
  assert.throws(() => sign(dressed, key.secret), /contradicts itself/);
});

test('only an Ed25519 private key signs', () => {
  assert.throws(() => sign(report, 'no key', { issuedAt }), /not a private key/);
  assert.throws(() => sign(report, pemPair('ed448').secret, { issuedAt }), /Ed25519 is wanted/);
  assert.throws(() => sign(report, key.open, { issuedAt }), /not a private key/);
});

test('the signature of somebody else, and a date out of range, are told', () => {
  assert.deepEqual(fails(verifyCertificate(text, reportText, pemPair().open, during)), [
    'The certificate was signed with another key than the given one.',
  ]);
  assert.match(
    fails(verifyCertificate(text, reportText, key.open, new Date(issuedAt.getTime() - 1)))[0] ?? '',
    /not valid before/,
  );
  assert.match(
    fails(verifyCertificate(text, reportText, key.open, new Date(issuedAt.getTime() + 91 * 86_400_000)))[0] ?? '',
    /expired/,
  );
  assert.throws(() => sign(report, key.secret, { issuedAt: new Date(0) }), /dated before the end of the run/);
  const { signature: _, ...honest } = sign(report, key.secret, { issuedAt });
  const content = { ...honest, validFrom: new Date(0).toISOString() };
  const value = signOctets(null, Buffer.from(canonicalJson(content)), key.secret).toString('base64');
  const early = serializeCertificate({ ...content, signature: { algorithm: 'Ed25519', value } });
  assert.deepEqual(fails(verifyCertificate(early, reportText, key.open, during)), [
    'It is dated before the end of the run that it certifies.',
  ]);
});

test('another report, even of the same server, is not the one that was certified', () => {
  const other = serializeReport(buildReport(sampleRun({ outcome: 'conformant', scenarios: 12, seed: 8 })));
  const said = fails(verifyCertificate(text, other, key.open, during));
  assert.ok(said.includes('The report is not the one that was certified: its hash differs.'));
});

test('a change of one bit in the certificate is found, wherever it is', () => {
  const octets = Buffer.from(text);
  const random = mulberry32(5);
  const places = [
    ...Array.from({ length: 300 }, () => Math.floor(random() * octets.length)),
    ...Array.from({ length: 12 }, (_, back) => octets.length - 1 - back),
  ];
  for (const place of places) {
    for (const bit of [Math.floor(random() * 8), 5]) {
      const altered = Buffer.from(octets);
      altered[place] = (altered[place] ?? 0) ^ (1 << bit);
      assert.equal(verifyCertificate(altered, reportText, key.open, during).valid, false, `octet ${place}, bit ${bit}`);
      assert.equal(
        verifyCertificate(altered, undefined, undefined, during).valid,
        false,
        `octet ${place}, bit ${bit}, alone`,
      );
    }
  }
});

test('every bit of the signature counts, also the spare ones of base64', () => {
  const certificate = sign(report, key.secret, { issuedAt });
  const { value } = certificate.signature;
  const spare = value.at(-3) ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const twin = alphabet[alphabet.indexOf(spare) ^ 1] ?? '';
  const forged = { ...certificate, signature: { ...certificate.signature, value: `${value.slice(0, -3)}${twin}==` } };
  assert.ok(
    Buffer.from(forged.signature.value, 'base64').equals(Buffer.from(value, 'base64')),
    'the octets are the same',
  );
  assert.equal(verifyCertificate(serializeCertificate(forged), undefined, undefined, during).valid, false);
});

test('a change of one bit in the report is found, wherever it is', () => {
  const octets = Buffer.from(reportText);
  const random = mulberry32(6);
  for (let round = 0; round < 60; round += 1) {
    const altered = Buffer.from(octets);
    const place = Math.floor(random() * octets.length);
    altered[place] = (altered[place] ?? 0) ^ (1 << Math.floor(random() * 8));
    assert.equal(verifyCertificate(text, altered, key.open, during).valid, false, `octet ${place}`);
  }
});

test('what is no certificate is called so in words', () => {
  for (const content of ['', '{}', '<html>', text.slice(0, 200), reportText]) {
    const verification = verifyCertificate(content);
    assert.equal(verification.certificate, null);
    assert.match(fails(verification)[0] ?? '', /This is no certificate/);
  }
});

test('page and badge are well-formed, also when the names are hostile', () => {
  const { target } = hostileRun();
  const hostile = buildReport(sampleRun({ outcome: 'conformant', change: { target } }));
  const page = renderCertificate(sign(hostile, key.secret, { issuedAt }));
  assert.ok(!page.includes('<script') && page.includes('&lt;script&gt;'));
  for (const outcome of ['conformant', 'nonconformant', 'incomplete'] as const) {
    const one = buildReport(sampleRun({ outcome }));
    const document = XmlDocument.fromString(renderBadge(one));
    assert.equal(document.root.name, 'svg');
    assert.match(
      document.root.attr('aria-label')?.value ?? '',
      outcome === 'nonconformant' ? new RegExp(`: ${one.counts.failed} failed$`) : new RegExp(`: ${outcome}`),
    );
    document.dispose();
  }
});
