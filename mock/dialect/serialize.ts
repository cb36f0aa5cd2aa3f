import type { Dialect } from './dialect.ts';
import { encodeText, encodingName } from './encoding.ts';
import type { XmlNode } from './xml-node.ts';

export const NAMESPACE = 'http://www.emc.com/caas';
const VENDOR = 'urn:example:vendor';
const PREFIX = 'caas';

/** Characters that XML 1.0 forbids come out as a replacement character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters that must go
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  return text.replace(FORBIDDEN, '\uFFFD').replace(/[&<>"']/g, (one) => ESCAPES[one] ?? one);
}

/** Writes every other letter as a character reference; white space stays, lest it be normalised differently. */
function referenced(text: string, base: 'decimal' | 'hexadecimal'): string {
  return Array.from(text, (one, index) => {
    if (index % 2 === 1 || /\s/.test(one)) return escaped(one);
    const point = one.codePointAt(0) ?? 0xfffd;
    return base === 'decimal' ? `&#${point};` : `&#x${point.toString(16)};`;
  }).join('');
}

interface Layout {
  readonly newline: string;
  readonly indent: string;
}

const LAYOUTS: Readonly<Record<Dialect['layout'], Layout>> = {
  pretty: { newline: '\n', indent: '  ' },
  compact: { newline: '', indent: '' },
  tabs: { newline: '\n\n', indent: '\t' },
  crlf: { newline: '\r\n', indent: '    ' },
  padded: { newline: '\n', indent: ' ' },
};

class Writer {
  readonly #dialect: Dialect;
  readonly #layout: Layout;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#layout = LAYOUTS[dialect.layout];
  }

  document(root: XmlNode): string {
    const { declaration, encoding, instructions, doctype, comments, namespace } = this.#dialect;
    const { newline } = this.#layout;
    const named = encodingName(encoding);
    const wanted =
      declaration === 'none' && encoding !== 'utf-8' && encoding !== 'utf-8-bom' ? 'encoding' : declaration;
    const parts: string[] = [];
    if (wanted === 'version') parts.push('<?xml version="1.0"?>');
    if (wanted === 'encoding') parts.push(`<?xml version="1.0" encoding="${named}"?>`);
    if (wanted === 'standalone') parts.push(`<?xml version='1.0' encoding='${named}' standalone='yes'?>`);
    if (instructions) parts.push('<?xml-stylesheet type="text/xsl" href="view.xsl"?>');
    const type = namespace === 'default' ? root.name : `${PREFIX}:${root.name}`;
    if (doctype) parts.push(`<!DOCTYPE ${type} SYSTEM "http://docs.example/compute.dtd">`);
    if (comments !== 'none') parts.push('<!-- compute service -->');
    parts.push(this.#element(root, 0, true));
    return parts.join(newline === '' ? '' : '\n');
  }

  #element(node: XmlNode, depth: number, isRoot: boolean): string {
    const { namespace: form, elements, extensions } = this.#dialect;
    const prefixed = form !== 'default' && node.namespace !== null;
    const name = prefixed ? `${PREFIX}:${node.name}` : node.name;
    const start = `<${name}${this.#attributes(node, isRoot)}`;
    const { content } = node;
    if (content === undefined || content.length === 0) {
      return this.#dialect.empty === 'self-closed' ? `${start}/>` : `${start}></${name}>`;
    }
    if (typeof content === 'string') return `${start}>${this.#text(content)}</${name}>`;
    const ordered = elements === 'reversed' ? content.toReversed() : content;
    const inner = ordered.map((child) => this.#element(child, depth + 1, false));
    if (isRoot && extensions === 'elements')
      inner.push(`<${prefixed ? `${PREFIX}:` : ''}vendor-note>extra</${prefixed ? `${PREFIX}:` : ''}vendor-note>`);
    if (isRoot && extensions === 'links')
      inner.unshift(
        `<${prefixed ? `${PREFIX}:` : ''}link rel="help" href="http://docs.example/compute"/>`,
        '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="up" href="1.0.0.0/org"/>',
      );
    if (isRoot && extensions === 'foreign')
      inner.unshift(`<v:note xmlns:v="${VENDOR}"><v:deep>extra</v:deep></v:note>`);
    const { newline, indent } = this.#layout;
    const between = newline + indent.repeat(depth + 1);
    const comment = this.#dialect.comments === 'none' ? '' : `${between}<!-- ${depth} -->`;
    return `${start}>${comment}${inner.map((one) => between + one).join('')}${newline}${indent.repeat(depth)}</${name}>`;
  }

  #attributes(node: XmlNode, isRoot: boolean): string {
    const { namespace: form, quotes, attributes: order, extensions, references } = this.#dialect;
    const quote = quotes === 'double' ? '"' : "'";
    const own = Object.entries(node.attributes ?? {}).map(
      ([name, value]) =>
        ` ${name}=${quote}${references === 'none' ? escaped(value) : referenced(value, references)}${quote}`,
    );
    if (extensions === 'attributes') own.push(` v:flavour=${quote}plain${quote} xmlns:v=${quote}${VENDOR}${quote}`);
    const uri = node.namespace === undefined ? NAMESPACE : node.namespace;
    const declares = uri !== null && (isRoot || form === 'prefix-on-each');
    const declaration = declares ? [` xmlns${form === 'default' ? '' : `:${PREFIX}`}=${quote}${uri}${quote}`] : [];
    return (order === 'namespace-first' ? [...declaration, ...own] : [...own, ...declaration]).join('');
  }

  #text(text: string): string {
    const { cdata, references, comments, layout } = this.#dialect;
    let written = escaped(text);
    if (cdata) written = `<![CDATA[${text.replace(FORBIDDEN, '\uFFFD').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
    else if (references !== 'none') written = referenced(text, references);
    else if (comments === 'inside-text' && text.length > 1) {
      written = `${escaped(text.slice(0, 1))}<!-- -->${escaped(text.slice(1))}`;
    }
    return layout === 'padded' ? `\n    ${written}\n    ` : written;
  }
}

/** Writes a document as this dialect has it. */
export function serialize(root: XmlNode, dialect: Dialect): Uint8Array {
  return encodeText(new Writer(dialect).document(root), dialect.encoding);
}
