import { createRequire } from 'node:module';
import {
  ParseOption,
  XmlElement as WasmElement,
  XmlCData,
  XmlDocument,
  XmlLibError,
  XmlText,
  XmlValidateError,
  XmlXPath,
  XsdValidator,
} from 'libxml2-wasm';
import { type CompiledSchema, type Complaint, matters, notWellFormed, type XmlParser } from './parser.ts';
import { type NodeReader, toTree } from './tree.ts';

const OPTIONS =
  ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NOCDATA |
  ParseOption.XML_PARSE_NO_SYS_CATALOG;

const CONTENT = XmlXPath.compile('node()[self::* or self::text()]');

const READER: NodeReader<WasmElement> = {
  name: (node) => node.name,
  namespace: (node) => node.namespaceUri || null,
  attributes: (node) =>
    node.attrs.map((attribute) => ({
      name: attribute.name,
      namespace: attribute.namespaceUri || null,
      value: attribute.value,
    })),
  // By XPath and not by stepping from sibling to sibling: a processing instruction there has no next.
  content: (node) =>
    node.find(CONTENT).flatMap((child): (WasmElement | string)[] => {
      if (child instanceof WasmElement) return [child];
      return child instanceof XmlText || child instanceof XmlCData ? [child.content] : [];
    }),
};

/** The WebAssembly engine, which runs everywhere. Its memory is not garbage collected: each document is disposed of here. */
export async function openLibxml2Wasm(): Promise<XmlParser> {
  return {
    name: `libxml2-wasm ${version()}`,
    parse(xml) {
      const document = read(xml);
      if (!(document instanceof XmlDocument)) return notWellFormed(document);
      try {
        return { ok: true, root: toTree(document.root, READER) };
      } finally {
        document.dispose();
      }
    },
    compile(xsd): CompiledSchema {
      const source = XmlDocument.fromString(xsd, { option: OPTIONS });
      try {
        const validator = XsdValidator.fromDoc(source);
        return { errors: (xml) => errors(validator, xml) };
      } finally {
        source.dispose();
      }
    },
  };
}

function errors(validator: XsdValidator, xml: string): readonly { readonly line: number; readonly message: string }[] {
  const document = XmlDocument.fromString(xml, { option: OPTIONS });
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return error.details.map(({ line, message }) => ({ line, message: message.trim() }));
  } finally {
    document.dispose();
  }
}

/** The library throws for every error, harmless ones too; a document with only such is read again with reports off. */
function read(xml: string): XmlDocument | Complaint {
  try {
    return XmlDocument.fromString(xml, { option: OPTIONS });
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const wrong = error.details.find(matters);
    if (wrong !== undefined) return wrong;
    return XmlDocument.fromString(xml, { option: OPTIONS | ParseOption.XML_PARSE_NOERROR });
  }
}

function version(): string {
  const { version: found } = createRequire(import.meta.url)('libxml2-wasm/package.json') as { version: string };
  return found;
}
