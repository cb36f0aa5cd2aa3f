import { createPrivateKey, createPublicKey, type KeyObject, sign as signOctets } from 'node:crypto';
import { canonicalJson } from '../model/canonical-json.ts';
import { contradictions } from '../model/contradictions.ts';
import { serializeReport } from '../model/report-file.ts';
import { sha256 } from '../model/reported-body.ts';
import { TALLY_KEYS } from '../model/tally.ts';
import type { Report } from '../model/types.ts';
import { NOT_SHOWN_WORDS } from '../text/words.ts';
import { CERTIFICATE_KIND, type Certificate, type CertificateContent } from './types.ts';

/** Says in one line why there is no certificate. */
export class CertificateRefused extends Error {
  override readonly name = 'CertificateRefused';
}

export interface SignOptions {
  /** Moment from which the certificate is valid; by default now. */
  readonly issuedAt?: Date;
  /** How long it is valid; by default a year. */
  readonly days?: number;
}

const DAY_MS = 86_400_000;

/** Signs that a run was conformant. Throws CertificateRefused for a run that was not, and for an unfit key. */
export function sign(report: Report, privateKeyPem: string, options: SignOptions = {}): Certificate {
  const { issuedAt = new Date(), days = 365 } = options;
  if (report.outcome !== 'conformant') {
    throw new CertificateRefused(
      `no certificate: the run is ${report.outcome}, and only a conformant run is certified`,
    );
  }
  const [contradiction] = contradictions(report);
  if (contradiction !== undefined)
    throw new CertificateRefused(`no certificate: the report contradicts itself: ${contradiction}`);
  if (!(days > 0)) throw new CertificateRefused(`no certificate: it cannot be valid for ${days} days`);
  if (issuedAt.getTime() < Date.parse(report.finishedAt)) {
    throw new CertificateRefused(`no certificate: it would be dated before the end of the run, ${report.finishedAt}`);
  }
  const key = signingKey(privateKeyPem);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const content: CertificateContent = {
    kind: CERTIFICATE_KIND,
    schemaVersion: 1,
    outcome: 'conformant',
    ...shownBy(report),
    validFrom: issuedAt.toISOString(),
    validUntil: new Date(issuedAt.getTime() + days * DAY_MS).toISOString(),
    publicKey: publicKey.toString('base64'),
    keyId: sha256(publicKey),
  };
  const value = signOctets(null, Buffer.from(canonicalJson(content)), key).toString('base64');
  return { ...content, signature: { algorithm: 'Ed25519', value } };
}

/** The part of a certificate that its report decides: verifying compares it, signing takes it. */
export function shownBy(report: Report) {
  const { target, counts, killScore } = report;
  return {
    subject: {
      name: target.name,
      baseUrl: target.baseUrl,
      organization: target.organization,
      claims: target.claims,
      tiers: target.tiers,
    },
    suite: report.suite,
    catalogue: { version: report.catalogue.version, hash: report.catalogue.hash },
    xmlEngine: report.xmlEngine,
    ...(killScore === undefined ? {} : { killScore }),
    run: {
      startedAt: report.startedAt,
      finishedAt: report.finishedAt,
      seed: report.seed,
      results: counts.results,
      requests: counts.requests,
    },
    classes: report.classes.filter((line) => TALLY_KEYS.some((key) => line[key] > 0)),
    readings: report.readings
      .filter(({ answers }) => answers.length > 0)
      .map(({ id, answers }) => ({ id, answers: answers.map((answer) => answer.id) })),
    notShown: report.notShown.map(({ about, reason, count }) => `${NOT_SHOWN_WORDS[about]} (${count}): ${reason}`),
    report: { sha256: sha256(serializeReport(report)), schemaVersion: report.schemaVersion },
  } as const;
}

/** The one text of a certificate. */
export function serializeCertificate(certificate: Certificate): string {
  return `${JSON.stringify(certificate, null, 2)}\n`;
}

function signingKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw new CertificateRefused(
      'no certificate: the key is not a private key in PEM (make one with "openssl genpkey -algorithm ed25519")',
    );
  }
  if (key.asymmetricKeyType !== 'ed25519')
    throw new CertificateRefused(`no certificate: the key is ${key.asymmetricKeyType}, and Ed25519 is wanted`);
  return key;
}
