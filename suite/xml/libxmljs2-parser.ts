import type { LibxmlDocument, LibxmlError, LibxmlNode } from 'libxmljs2';
import { type CompiledSchema, matters, notWellFormed, type XmlParser } from './parser.ts';
import { type NodeReader, toTree } from './tree.ts';

const OPTIONS = { nonet: true, nocdata: true };

const READER: NodeReader<LibxmlNode> = {
  name: (node) => node.name(),
  namespace: (node) => node.namespace()?.href() ?? null,
  attributes: (node) =>
    node.attrs().map((attribute) => ({
      name: attribute.name(),
      namespace: attribute.namespace()?.href() ?? null,
      value: attribute.value(),
    })),
  content: (node) =>
    node.childNodes().flatMap((child): (LibxmlNode | string)[] => {
      const type = child.type();
      return type === 'element' ? [child] : type === 'text' ? [child.text()] : [];
    }),
};

/**
 * The native engine, an optional dependency. Rejects where it is not installed or its add-on does not
 * load. Its documents are freed by the garbage collector; there is nothing to dispose of.
 */
export async function openLibxmljs2(): Promise<XmlParser> {
  const { default: library } = await import('libxmljs2');

  const read = (xml: string): LibxmlDocument | LibxmlError => {
    try {
      return library.parseXml(xml, OPTIONS);
    } catch (error) {
      if (isComplaint(error)) return error;
      throw error;
    }
  };

  return {
    name: `libxmljs2 ${library.version}`,
    parse(xml) {
      const read1 = read(xml);
      if (isComplaint(read1)) return notWellFormed(read1);
      const wrong = read1.errors.find(matters);
      const root = read1.root();
      if (wrong !== undefined || root === null) return notWellFormed(wrong);
      return { ok: true, root: toTree(root, READER) };
    },
    compile(xsd): CompiledSchema {
      const schema = library.parseXml(xsd, OPTIONS);
      return {
        errors(xml) {
          const document = library.parseXml(xml, OPTIONS);
          if (document.validate(schema)) return [];
          return document.validationErrors.map(({ line, message }) => ({ line, message: message.trim() }));
        },
      };
    },
  };
}

function isComplaint(value: unknown): value is LibxmlError {
  return value instanceof Error && 'line' in value && 'level' in value;
}
