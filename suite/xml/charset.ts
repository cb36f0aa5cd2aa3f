import type { XmlProblem } from './types.ts';

export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: XmlProblem };

/** How far into a document the XML declaration is looked for, in bytes. */
const DECLARATION_WINDOW = 1024;

const DECLARED = /^<\?xml\s[^>]*?\bencoding\s*=\s*(["'])([^"'>]*)\1/;
const DECLARATION =
  /^(<\?xml\s+version\s*=\s*(?:"[^"<]*"|'[^'<]*')\s+encoding\s*=\s*)(?:"[A-Za-z][A-Za-z0-9._-]*"|'[A-Za-z][A-Za-z0-9._-]*')/;
const LATIN1 = /^(?:iso-?8859-1|iso_8859-1|latin1|l1|cp819)$/;
const WINDOWS = /^(?:windows-1252|cp1252|x-cp1252)$/;
/** What windows-1252 has from 0x80 to 0x9F. Not left to TextDecoder: in Node 20 it reads the label as ISO-8859-1. */
const WINDOWS_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';
const ASCII = /^(?:us-ascii|ascii|iso646-us|ansi_x3\.4-1968)$/;

/**
 * Turns the bytes of an XML document into text whose declaration, if any, says UTF-8, so that no
 * parser ever decides on an encoding. Precedence as in RFC 7303: byte order mark, then `charset` (of
 * the Content-Type header), then the XML declaration, then UTF-8.
 */
export function decode(bytes: Uint8Array, charset?: string): Decoded {
  const label = labelOf(bytes, charset);
  if (typeof label !== 'string') return { ok: false, problem: label };
  try {
    return { ok: true, text: read(bytes, label).replace(DECLARATION, '$1"UTF-8"') };
  } catch (error) {
    const why = error instanceof RangeError ? `unknown encoding "${label}"` : `the bytes are not valid ${label}`;
    return { ok: false, problem: refuse(why) };
  }
}

function read(bytes: Uint8Array, label: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // TextDecoder would take ISO-8859-1 and ASCII for windows-1252.
  if (LATIN1.test(label)) return buffer.toString('latin1');
  if (WINDOWS.test(label)) {
    return buffer
      .toString('latin1')
      .replace(/[\u0080-\u009F]/g, (char) => WINDOWS_HIGH[char.charCodeAt(0) - 0x80] ?? char);
  }
  if (ASCII.test(label)) {
    if (bytes.some((byte) => byte > 0x7f)) throw new TypeError('not ASCII');
    return buffer.toString('latin1');
  }
  return new TextDecoder(label, { fatal: true }).decode(bytes);
}

/** Lower-case label of the encoding that the document is in. */
function labelOf(bytes: Uint8Array, charset: string | undefined): string | XmlProblem {
  const starts = (...head: number[]): boolean => head.every((byte, index) => bytes[index] === byte);
  if (starts(0x00, 0x00, 0xfe, 0xff) || starts(0xff, 0xfe, 0x00, 0x00)) return refuse('unknown encoding "utf-32"');
  if (starts(0xef, 0xbb, 0xbf)) return 'utf-8';
  if (starts(0xfe, 0xff)) return 'utf-16be';
  if (starts(0xff, 0xfe)) return 'utf-16le';

  // Without a mark, "<" and its zero byte still tell how wide the characters are (XML 1.0, appendix F).
  const wide = starts(0x00, 0x3c) ? 'utf-16be' : starts(0x3c, 0x00) ? 'utf-16le' : null;
  const given = charset
    ?.trim()
    .replace(/^["']|["']$/g, '')
    .toLowerCase();
  if (given !== undefined && given !== '') {
    return given === 'utf-16' ? (wide ?? 'utf-16be') : given;
  }
  if (wide !== null) return wide;

  const head = Buffer.from(bytes.subarray(0, DECLARATION_WINDOW)).toString('latin1');
  const declared = DECLARED.exec(head)?.[2]?.toLowerCase() ?? 'utf-8';
  if (/^(?:utf-?16|utf-?32|ucs-|iso-10646-ucs-)/.test(declared)) {
    return refuse(`the declaration says ${declared}, but the bytes are not`);
  }
  return declared;
}

function refuse(message: string): XmlProblem {
  return { kind: 'encoding', message };
}
