import { bodyBytes, charsetOf } from '../evidence/body.ts';
import type { Exchange } from '../evidence/types.ts';
import type { ParseResult, SchemaFinding, XmlElement, XmlEngine } from '../xml/types.ts';

/**
 * Reads response bodies, once each. Reading is lenient on purpose (local names, any namespace):
 * whether a document is as the guide wants it is for the schema check to say, and a run must be able
 * to go on past a flaw that one check reports.
 */
export class Documents {
  readonly xml: XmlEngine;
  readonly #parsed = new Map<string, ParseResult>();
  readonly #validated = new Map<string, readonly SchemaFinding[]>();

  constructor(xml: XmlEngine) {
    this.xml = xml;
  }

  /** Undefined when there was no response at all. */
  parse(exchange: Exchange): ParseResult | undefined {
    if (exchange.response === null) return undefined;
    const charset = charsetOf(exchange.response);
    const key = `${exchange.response.body.sha256} ${charset ?? ''}`;
    let result = this.#parsed.get(key);
    if (result === undefined) {
      result = this.xml.parse(bodyBytes(exchange.response.body), charset);
      this.#parsed.set(key, result);
    }
    return result;
  }

  root(exchange: Exchange): XmlElement | undefined {
    const parsed = this.parse(exchange);
    return parsed?.ok ? parsed.root : undefined;
  }

  /** Schema findings of a body that can be read; none for one that cannot, which is for others to say. */
  validate(exchange: Exchange, schema: string, root: string): readonly SchemaFinding[] {
    const element = this.root(exchange);
    if (element === undefined) return [];
    const key = `${exchange.response?.body.sha256} ${schema} ${root}`;
    let findings = this.#validated.get(key);
    if (findings === undefined) {
      findings = this.xml.validate(element, schema, root);
      this.#validated.set(key, findings);
    }
    return findings;
  }
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/** Text of a child element; undefined when it is not there. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  return child(element, name)?.text;
}
