import { type Decoded, decode } from './charset.ts';
import { withoutDoctype } from './doctype.ts';
import { scan } from './scan.ts';
import type { XmlLimits } from './types.ts';

export const DEFAULT_LIMITS: XmlLimits = { bytes: 8 * 1024 * 1024, depth: 64, elements: 60_000, attributes: 256 };

// Everything that XML 1.0 has no place for, even as a character reference.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** `doctype`: a declaration that names a document type was taken out. */
export type Guarded =
  | Exclude<Decoded, { readonly ok: true }>
  | (Extract<Decoded, { readonly ok: true }> & { readonly doctype: boolean });

/**
 * Decides whether a document may be handed to a parser, and decodes it. Size, encoding, DOCTYPE, depth
 * and number of elements are judged here, without recursion and without any parser, so that entity
 * bombs, external entities and nesting attacks end before they begin.
 */
export function guard(bytes: Uint8Array, charset?: string, limits: XmlLimits = DEFAULT_LIMITS): Guarded {
  if (bytes.byteLength > limits.bytes) {
    return {
      ok: false,
      problem: { kind: 'too-large', message: `${bytes.byteLength} bytes, the limit is ${limits.bytes}` },
    };
  }
  if (bytes.byteLength === 0) return { ok: false, problem: { kind: 'empty', message: 'no bytes at all' } };
  const decoded = decode(bytes, charset);
  if (!decoded.ok) return decoded;
  if (/^[\uFEFF \t\r\n]*$/.test(decoded.text))
    return { ok: false, problem: { kind: 'empty', message: 'nothing but white space' } };
  const forbidden = FORBIDDEN.exec(decoded.text);
  if (forbidden !== null) {
    const code = forbidden[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return {
      ok: false,
      problem: { kind: 'not-well-formed', message: `character U+${code}, which XML does not allow` },
    };
  }
  const plain = withoutDoctype(decoded.text);
  const text = plain ?? decoded.text;
  const problem = scan(text, limits);
  return problem === null ? { ok: true, text, doctype: plain !== null } : { ok: false, problem };
}
