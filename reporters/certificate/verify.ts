import { createPublicKey, type KeyObject, verify as verifyOctets } from 'node:crypto';
import { canonicalJson } from '../model/canonical-json.ts';
import { parseReport } from '../model/report-file.ts';
import { schemaProblems } from '../model/report-schema.ts';
import { sha256 } from '../model/reported-body.ts';
import type { Report } from '../model/types.ts';
import { plural } from '../text/words.ts';
import { serializeCertificate, shownBy } from './sign.ts';
import type { Certificate } from './types.ts';

/** One thing that was looked at. A caution is nothing wrong, but something that the reader has to know. */
export interface Statement {
  readonly kind: 'holds' | 'fails' | 'caution';
  readonly text: string;
}

export interface Verification {
  readonly valid: boolean;
  readonly statements: readonly Statement[];
  /** Null when the file is no certificate at all. */
  readonly certificate: Certificate | null;
}

/**
 * Looks at a certificate, offline: form, signature, dates and, when the report is given, that it is the one and says the
 * same. Octets count: a file that was changed in any bit does not hold.
 * @param report octets of `report.json`
 * @param publicKey PEM of the key that the reader trusts
 */
export function verifyCertificate(
  certificate: Uint8Array | string,
  report?: Uint8Array | string,
  publicKey?: string,
  now: Date = new Date(),
): Verification {
  const statements: Statement[] = [];
  const say = (holds: boolean, good: string, bad: string) => {
    statements.push(holds ? { kind: 'holds', text: good } : { kind: 'fails', text: bad });
    return holds;
  };
  const caution = (text: string) => statements.push({ kind: 'caution', text });
  const read = readCertificate(certificate);
  if (typeof read === 'string') {
    say(false, '', read);
    return { valid: false, statements, certificate: null };
  }
  say(
    serializeCertificate(read) === textOf(certificate),
    'The certificate has the form in which it was written.',
    'The certificate holds the same data, but not octet for octet as it was written.',
  );
  checkSignature(read, publicKey, say, caution);
  checkDates(read, now, say);
  if (report === undefined) caution('The report was not given, so only the certificate itself was looked at.');
  else checkReport(read, report, say);
  return { valid: statements.every(({ kind }) => kind !== 'fails'), statements, certificate: read };
}

type Say = (holds: boolean, good: string, bad: string) => boolean;

function checkSignature(
  certificate: Certificate,
  trusted: string | undefined,
  say: Say,
  caution: (text: string) => void,
): void {
  const { signature, ...content } = certificate;
  const der = Buffer.from(certificate.publicKey, 'base64');
  const key = publicKeyOf(der);
  if (key === null) {
    say(false, '', 'The public key in the certificate is not an Ed25519 key.');
    return;
  }
  say(sha256(der) === certificate.keyId, 'The key id fits the key.', 'The key id does not fit the key.');
  const octets = Buffer.from(signature.value, 'base64');
  // Base64 has spare bits at its end; only the spelling that an encoder gives is accepted.
  const genuine =
    octets.toString('base64') === signature.value &&
    verifyOctets(null, Buffer.from(canonicalJson(content)), key, octets);
  say(
    genuine,
    `The signature fits the content and the key ${certificate.keyId.slice(0, 16)}….`,
    'The signature does not fit the content: the certificate was altered, or signed with another key.',
  );
  if (trusted === undefined) {
    caution('No key was given to compare with: the signature shows that nothing was altered, not who signed.');
    return;
  }
  const expected = pemKey(trusted);
  if (expected === null) say(false, '', 'The key to compare with is not an Ed25519 key in PEM.');
  else
    say(
      expected.equals(key),
      'The certificate was signed with the given key.',
      'The certificate was signed with another key than the given one.',
    );
}

function checkDates({ validFrom, validUntil, run }: Certificate, now: Date, say: Say): void {
  say(now.getTime() >= Date.parse(validFrom), `It is valid from ${validFrom}.`, `It is not valid before ${validFrom}.`);
  say(now.getTime() <= Date.parse(validUntil), `It is valid until ${validUntil}.`, `It expired on ${validUntil}.`);
  say(
    Date.parse(validFrom) >= Date.parse(run.finishedAt),
    'It was signed after the run had ended.',
    'It is dated before the end of the run that it certifies.',
  );
}

function checkReport(certificate: Certificate, octets: Uint8Array | string, say: Say): void {
  say(
    sha256(octets) === certificate.report.sha256,
    'The report is the one that was certified.',
    'The report is not the one that was certified: its hash differs.',
  );
  let report: Report;
  try {
    report = parseReport(octets, 'The report');
  } catch (error) {
    say(false, '', error instanceof Error ? error.message : String(error));
    return;
  }
  say(true, `The report is whole: ${plural(report.footer.results, 'result')}, ${report.footer.failed} failed.`, '');
  say(report.outcome === 'conformant', 'The report says conformant.', `The report says ${report.outcome}.`);
  const { subject, suite, catalogue, xmlEngine, killScore, run, classes, readings, notShown } = certificate;
  const told = {
    subject,
    suite,
    catalogue,
    xmlEngine,
    killScore,
    run,
    classes,
    readings,
    notShown,
    report: certificate.report,
  };
  say(
    canonicalJson(told) === canonicalJson(shownBy(report)),
    'The certificate says what the report says.',
    'The certificate says something else than the report.',
  );
}

/** The certificate, or why the file is none. */
function readCertificate(octets: Uint8Array | string): Certificate | string {
  const text = textOf(octets);
  if (text === null) return 'This is no certificate: it is not valid UTF-8.';
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return 'This is no certificate, or it was cut short or altered: it is not JSON.';
  }
  const [problem] = schemaProblems(data, 'certificate.schema.json');
  return problem === undefined
    ? (data as Certificate)
    : `This is no certificate of this suite, or it was altered: ${problem}.`;
}

function textOf(octets: Uint8Array | string): string | null {
  if (typeof octets === 'string') return octets;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return null;
  }
}

function publicKeyOf(der: Buffer): KeyObject | null {
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}

function pemKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
}
