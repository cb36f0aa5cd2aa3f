import { createHash } from 'node:crypto';
import type { Body } from '../../suite/evidence/types.ts';
import type { ReportedBody } from './types.ts';

/** Decodes strictly; null when the octets are not UTF-8. A BOM stays visible. */
function strictUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Length without a last character that the cut went through. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const octet = bytes[bytes.length - back] ?? 0;
    if ((octet & 0xc0) === 0x80) continue;
    const length = octet >= 0xf0 ? 4 : octet >= 0xe0 ? 3 : octet >= 0xc0 ? 2 : 1;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

/** Keeps at most `limit` octets of a body; size and hash stay those of the whole. */
export function reportBody(body: Body, limit: number): ReportedBody {
  const all = Buffer.from(body.base64, 'base64');
  const truncated = body.truncated || all.length > limit;
  const cut = all.subarray(0, limit);
  const kept = truncated ? cut.subarray(0, wholeCharacters(cut)) : cut;
  const text = strictUtf8(kept);
  const about = { size: body.size, sha256: body.sha256, truncated };
  return text === null
    ? { ...about, encoding: 'base64', text: cut.toString('base64') }
    : { ...about, encoding: 'utf-8', text };
}

/** The octets kept in a report. */
export function keptOctets(body: ReportedBody): Buffer {
  return Buffer.from(body.text, body.encoding === 'utf-8' ? 'utf8' : 'base64');
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
