import { NEARLY_RIGHT, placeholderName } from './principals.ts';
import type { Target } from './types.ts';

/**
 * Takes secrets out of what is recorded. Judging works on the redacted record, so redaction must never change what a
 * server said about anything else: see `ordinary` below.
 */
export interface Redactor {
  /** `names` collects the variables that were put in place. */
  text(value: string, options?: RedactOptions): string;
  /** The same object when nothing was found. */
  bytes<T extends Uint8Array>(value: T, options?: RedactOptions): T | Buffer;
  header(name: string, value: string, options?: RedactOptions): string;
}

export interface RedactOptions {
  /** Set for the answer to a refused request: there, values that look ordinary are taken out, too. */
  readonly refused?: boolean;
  readonly names?: Set<string>;
}

/** What is put where a secret was. */
interface Placeholder {
  readonly name: string;
  /** Spells it the way of the document around it, where that is not made of single octets. */
  readonly wide?: ((text: string) => string) | undefined;
}

/** Shorter values than this occur by chance in names and texts. */
const DISTINCTIVE_LENGTH = 8;

/** Headers whose values are secrets by their nature, on either side. */
const SECRET_HEADER =
  /^(?:set-cookie2?|cookie|authorization|proxy-authorization|authentication-info|x-auth-token|x-subject-token|x-api-key|x-csrf-token)$/i;

export function createRedactor(target: Target): Redactor {
  const always = new Map<string, Placeholder>();
  const inRefusals = new Map<string, Placeholder>();
  const ordinary = ordinaryNames(target);

  for (const { name, value } of target.secrets) {
    if (value === '') continue;
    const known = ordinary.some((word) => word.includes(value.toLowerCase()));
    if (!known && value.length >= DISTINCTIVE_LENGTH)
      for (const [form, wide] of formsOf(value)) always.set(form, { name, wide });
    else if (!known) inRefusals.set(toOctets(value), { name });
  }
  for (const [principal, nearly] of Object.entries(NEARLY_RIGHT)) {
    const { password, token } = target.principals.admin ?? {};
    const value = nearly(password ?? token ?? '');
    // One that holds the right secret is found by that.
    if (value.includes(password ?? token ?? '')) continue;
    if (value.length >= DISTINCTIVE_LENGTH && !ordinary.some((word) => word.includes(value.toLowerCase())))
      for (const [form, wide] of formsOf(value)) {
        // What the right secret may look like is taken for it.
        if (!always.has(form)) always.set(form, { name: placeholderName(principal, 'password'), wide });
      }
  }
  for (const credential of Object.values(target.principals)) {
    const { username, password } = credential;
    if (username === undefined || password === undefined) continue;
    const name = target.secrets.find((secret) => secret.value === password)?.name ?? 'ATMOS_PASSWORD';
    const token = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
    always.set(token, { name });
    always.set(token.replace(/=+$/, ''), { name });
  }

  const anywhere = alternation(always, (pattern) => pattern);
  const asWords = alternation(inRefusals, (pattern) => `(?<![A-Za-z0-9_-])(?:${pattern})(?![A-Za-z0-9_-])`);

  const replace = (octets: string, options: RedactOptions | undefined): string => {
    const put =
      (known: ReadonlyMap<string, Placeholder>) =>
      (found: string): string => {
        const { name, wide } = known.get(found) ?? { name: 'REDACTED' };
        options?.names?.add(name);
        return wide === undefined ? `$${name}` : wide(`$${name}`);
      };
    const first = anywhere === null ? octets : octets.replace(anywhere, put(always));
    return asWords === null || options?.refused !== true ? first : first.replace(asWords, put(inRefusals));
  };
  const text = (value: string, options?: RedactOptions): string => {
    const octets = toOctets(value);
    const clean = replace(octets, options);
    return clean === octets ? value : Buffer.from(clean, 'latin1').toString('utf8');
  };

  return {
    text,
    bytes(value, options) {
      const octets = Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
      const clean = replace(octets, options);
      return clean === octets ? value : Buffer.from(clean, 'latin1');
    },
    header(name, value, options) {
      return SECRET_HEADER.test(name) ? '$REDACTED' : text(value, options);
    },
  };
}

/**
 * Words that may rightly appear in any answer. A password that is also the name of the organisation is taken out of
 * authorisation headers only: replacing it everywhere would rewrite the server's answers and fail it for our doing.
 */
function ordinaryNames(target: Target): readonly string[] {
  const names = [
    target.organization,
    target.foreignOrganization,
    ...target.vdcs,
    target.source.image,
    target.source.vm,
    target.upload.fileName,
    ...target.reservedNames,
    ...target.invalidNames,
    target.baseUrl,
    ...Object.values(target.principals).map((credential) => credential.username),
  ];
  const secrets = new Set(target.secrets.map(({ value }) => value));
  const passwords = new Set(Object.values(target.principals).map((credential) => credential.password));
  // A user name given as a secret is one, unless it doubles as a password: then it is found all over the answers.
  const isOrdinary = (name: string | undefined): name is string =>
    name !== undefined && (!secrets.has(name) || passwords.has(name));
  return names.filter(isOrdinary).map((name) => name.toLowerCase());
}

/** A value the way it may come back, as octets: as it is, and as URLs, XML, JSON, base64 and UTF-16 spell it. */
function formsOf(value: string): ReadonlyMap<string, Placeholder['wide']> {
  const encoded = encodeURIComponent(value);
  const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  const texts = [
    value,
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    encoded.replaceAll('%20', '+'),
    xml,
    xml.replaceAll("'", '&apos;'),
    xml.replaceAll("'", '&#39;'),
    JSON.stringify(value).slice(1, -1),
  ].map(toOctets);
  return new Map([
    ...[...texts, ...base64Forms(value)].map((form) => [form, undefined] as const),
    ...[littleEndian, bigEndian].map((wide) => [wide(value), wide] as const),
  ]);
}

function littleEndian(text: string): string {
  return Buffer.from(text, 'utf16le').toString('latin1');
}

function bigEndian(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('latin1');
}

/** Base64 of something that holds the value at any offset: for each alignment the characters that it alone decides. */
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value, 'utf8');
  const forms = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]);
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor((whole.length * 8) / 6);
    return whole.toString('base64').slice(from, to);
  });
  return forms.flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')]);
}

function toOctets(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Longer patterns first, so that a secret that holds another one is replaced whole. */
function alternation(names: ReadonlyMap<string, Placeholder>, wrap: (pattern: string) => string): RegExp | null {
  if (names.size === 0) return null;
  const patterns = [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return new RegExp(wrap(patterns.join('|')), 'g');
}
