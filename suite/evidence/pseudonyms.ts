import { bodyBytes, toBody } from './body.ts';
import type { NamesSeen } from './names-seen.ts';
import type { Body } from './types.ts';

/** Replaces names by pseudonyms, the same name by the same one everywhere, for a report that is to be published. */
export interface Pseudonyms {
  text(value: string): string;
  /** A copy with every string replaced, bodies included (their hash is then the one of what is left); keys stay. */
  value<T>(value: T): T;
}

/** A name counts only as a word of its own: the VM `web` must not change `website`. */
const BEFORE = '(?<![A-Za-z0-9_-])';
const AFTER = '(?![A-Za-z0-9_-])';

export function createPseudonyms(names: NamesSeen): Pseudonyms {
  const forms = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const [name, kind] of names) {
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    const pseudonym = pseudonymOf(kind, number);
    for (const form of [name, encodeURIComponent(name), escapeXml(name)])
      if (!forms.has(form)) forms.set(form, pseudonym);
  }
  const patterns = [...forms.keys()]
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const any = patterns.length === 0 ? null : new RegExp(`${BEFORE}(?:${patterns.join('|')})${AFTER}`, 'g');

  const text = (value: string): string =>
    any === null ? value : value.replace(any, (found) => forms.get(found) ?? found);
  const body = (from: Body): Body => {
    const bytes = bodyBytes(from);
    const before = bytes.toString('utf8');
    const after = text(before);
    // Octets that are no UTF-8 hold no name that could be told from chance.
    if (after === before || !Buffer.from(before, 'utf8').equals(bytes)) return from;
    return {
      ...from,
      ...toBody(Buffer.from(after, 'utf8')),
      size: from.size,
      truncated: from.truncated,
      redacted: true,
    };
  };
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    if (isBody(value)) return body(value);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]));
  };
  return { text, value: <T>(value: T): T => copy(value) as T };
}

/** Reserved for documentation where there is something reserved (RFC 2606, RFC 5737). */
function pseudonymOf(kind: string, number: number): string {
  if (kind === 'host' || kind === 'domain') return `${kind}-${number}.example`;
  return kind === 'address' ? `192.0.2.${number % 256}` : `${kind}-${number}`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function isBody(value: object): value is Body {
  return 'base64' in value && 'sha256' in value && 'truncated' in value && typeof value.base64 === 'string';
}
