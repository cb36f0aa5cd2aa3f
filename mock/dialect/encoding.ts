import type { Dialect } from './dialect.ts';

type Encoding = Dialect['encoding'];

const NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-8-bom': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'iso-8859-1': 'ISO-8859-1',
  'us-ascii': 'US-ASCII',
};

/** As an XML declaration and a charset parameter name it. */
export const encodingName = (encoding: Encoding): string => NAMES[encoding];

function limited(text: string, last: number): Buffer {
  const written = Array.from(text, (one) => {
    const point = one.codePointAt(0) ?? 0xfffd;
    return point <= last ? one : `&#${point};`;
  });
  return Buffer.from(written.join(''), 'latin1');
}

/** Octets of a document; what the encoding cannot say is said by character references. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-8-bom':
      return Buffer.from(`\uFEFF${text}`, 'utf8');
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    case 'iso-8859-1':
      return limited(text, 0xff);
    case 'us-ascii':
      return limited(text, 0x7f);
  }
}
