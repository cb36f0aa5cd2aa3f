import { createHash } from 'node:crypto';
import { toBody } from '../evidence/body.ts';
import type { Body, RecordedRequest } from '../evidence/types.ts';
import type { Headers, Proof } from './authenticate.ts';
import type { Received } from './receive.ts';
import type { RedactOptions, Redactor } from './redact.ts';
import { withClientHeaders, withProof } from './request-line.ts';

/** A secret that the cut would halve must be seen whole to be recognised. */
const OVERLAP = 4096;

export interface Recorder {
  /** How many octets of a body it wants to see; a little more than it keeps. */
  readonly wanted: number;
  body(received: Received, options: RedactOptions): Body;
  request(request: UnrecordedRequest, proof: Proof): RecordedRequest;
}

export interface UnrecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly host: string;
  /** Without the headers of the proof. */
  readonly headers: Headers;
  readonly body: Uint8Array | null;
}

/** Turns what was sent and received into what may be kept of it: bodies cut after `keep` octets, secrets replaced. */
export function createRecorder(redactor: Redactor, keep: number): Recorder {
  const body: Recorder['body'] = (received, options) => {
    const clean = redactor.bytes(received.kept, options);
    const kept = clean.subarray(0, keep);
    const truncated = received.size > keep || received.stopped;
    const base64 = Buffer.from(kept.buffer, kept.byteOffset, kept.byteLength).toString('base64');
    if (clean === received.kept) return { size: received.size, sha256: received.sha256, base64, truncated };
    // The hash of what held the secret would let anybody test guesses at it.
    return { ...toBody(kept), size: received.size, truncated, redacted: true };
  };

  return {
    wanted: keep + OVERLAP,
    body,
    request({ method, url, host, headers, body: octets }, proof) {
      const names = new Set(proof.placeholders);
      const clean = headers.map(([name, value]) => [name, redactor.text(value, { names })] as const);
      const recorded = {
        method,
        url: redactor.text(url, { names }),
        headers: withClientHeaders(withProof(clean, proof.shown), host, method, octets),
        body: octets === null ? null : body(whole(octets, keep + OVERLAP), { names }),
      };
      return names.size === 0 ? recorded : { ...recorded, placeholders: [...names] };
    },
  };
}

/** A body that is here already, as if it had been received. */
function whole(octets: Uint8Array, wanted: number): Received {
  const start = Buffer.from(octets.buffer, octets.byteOffset, Math.min(octets.byteLength, wanted));
  const sha256 = createHash('sha256').update(octets).digest('hex');
  return { size: octets.byteLength, sha256, kept: start, stopped: false };
}
