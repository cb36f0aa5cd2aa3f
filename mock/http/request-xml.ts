import { ParseOption, XmlCData, XmlDocument, XmlElement, XmlText } from 'libxml2-wasm';

/** An element that a client sent, without anything a body of the guide has no use for. */
export interface Received {
  readonly name: string;
  readonly namespace: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Received[];
  readonly text: string;
}

export class MalformedXml extends Error {}

const OPTIONS = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NOCDATA;

/** A document type has no place in a request: it is refused before a parser sees it, in whatever encoding. */
function hasDoctype(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).toString('latin1').replaceAll('\0', '').includes('<!DOCTYPE');
}

function receive(element: XmlElement): Received {
  const children: Received[] = [];
  let text = '';
  for (let node = element.firstChild; node !== null; node = node.next) {
    if (node instanceof XmlElement) children.push(receive(node));
    else if (node instanceof XmlText || node instanceof XmlCData) text += node.content;
  }
  const attributes = element.attrs
    .filter(({ namespaceUri }) => namespaceUri === '')
    .map(({ name, value }) => [name, value]);
  return {
    name: element.name,
    namespace: element.namespaceUri === '' ? null : element.namespaceUri,
    attributes: Object.fromEntries(attributes),
    children,
    text: text.trim(),
  };
}

/** Reads XML safely: no document type, no entities, no network. Throws MalformedXml. */
export function readXml(bytes: Uint8Array): Received {
  if (hasDoctype(bytes)) throw new MalformedXml('a document type is not allowed');
  let document: XmlDocument;
  try {
    document = XmlDocument.fromBuffer(bytes, { option: OPTIONS });
  } catch (cause) {
    throw new MalformedXml(cause instanceof Error ? cause.message : 'not well-formed');
  }
  try {
    return receive(document.root);
  } finally {
    document.dispose();
  }
}
