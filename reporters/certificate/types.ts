import type { Claims } from '../../suite/target/types.ts';
import type { KillScore } from '../model/run-result.ts';
import type { ClassLine } from '../model/types.ts';

export const CERTIFICATE_KIND = 'atmos-conformance-certificate';

/** What is signed: who conforms to what, shown by which run. Schema: `schemas/json/certificate.schema.json`. */
export interface CertificateContent {
  readonly kind: typeof CERTIFICATE_KIND;
  readonly schemaVersion: 1;
  /** There is no certificate of anything else. */
  readonly outcome: 'conformant';
  readonly subject: {
    readonly name: string;
    readonly baseUrl: string;
    readonly organization: string | null;
    readonly claims: Claims;
    readonly tiers: readonly string[];
  };
  readonly suite: { readonly name: string; readonly version: string };
  readonly catalogue: { readonly version: string; readonly hash: string };
  readonly xmlEngine: string;
  readonly killScore?: KillScore;
  readonly run: {
    readonly startedAt: string;
    readonly finishedAt: string;
    readonly seed: string;
    readonly results: number;
    readonly requests: number;
  };
  /** Classes that have scenarios. */
  readonly classes: readonly ClassLine[];
  readonly readings: readonly { readonly id: string; readonly answers: readonly string[] }[];
  /** What the certificate does not vouch for, in words. */
  readonly notShown: readonly string[];
  readonly report: {
    /** SHA-256 of the octets of `report.json`, hexadecimal: what `sha256sum report.json` prints. */
    readonly sha256: string;
    readonly schemaVersion: number;
  };
  /** ISO 8601, UTC. */
  readonly validFrom: string;
  readonly validUntil: string;
  /** Ed25519 public key, SPKI in DER in base64. */
  readonly publicKey: string;
  /** SHA-256 of the DER of the public key, hexadecimal. */
  readonly keyId: string;
}

/** Detached from its content: the signature is over the canonical JSON (RFC 8785) of everything else. */
export interface Certificate extends CertificateContent {
  readonly signature: { readonly algorithm: 'Ed25519' /** base64 */; readonly value: string };
}
