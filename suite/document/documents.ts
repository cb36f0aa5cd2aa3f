import { bodyBytes, charsetOf } from '../evidence/body.ts';
import type { Exchange } from '../evidence/types.ts';
import type { ParseResult, XmlElement, XmlEngine } from '../xml/types.ts';

/**
 * Reads response bodies, once each. Reading is lenient on purpose (local names, any namespace):
 * whether a document is as the guide wants it is for the schema check to say, and a run must be able
 * to go on past a flaw that one check reports.
 */
export class Documents {
  readonly xml: XmlEngine;
  readonly #parsed = new Map<string, ParseResult>();

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
}

export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/** Text of a child element; undefined when it is not there. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  return child(element, name)?.text;
}
