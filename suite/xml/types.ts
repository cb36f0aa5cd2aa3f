/** The one interface to XML. Two engines stand behind it; both must give the same answers. */

export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** Namespace URI, or null. */
  readonly namespace: string | null;
  /** Attributes without a namespace, by local name; namespaced ones as `{uri}local`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Character data directly inside (CDATA included), concatenated, white space collapsed. */
  readonly text: string;
  /** Steps from the root, e.g. `/VirtualMachine/status`. Repeated siblings carry an index: `/TaskList/task[2]`. */
  readonly path: string;
}

/** Why a document was not even handed to a parser, or was refused by it. */
export type XmlProblemKind = 'empty' | 'too-large' | 'too-deep' | 'dtd' | 'encoding' | 'not-well-formed';

export interface XmlProblem {
  readonly kind: XmlProblemKind;
  readonly message: string;
}

export type ParseResult =
  /** `doctype`: it named a document type, which was left unread. */
  | { readonly ok: true; readonly root: XmlElement; readonly doctype?: true }
  | { readonly ok: false; readonly problem: XmlProblem };

/** One thing that is wrong (or, as an advisory, unknown to the guide) in a document. */
export interface SchemaFinding {
  readonly kind:
    | 'wrong-root'
    | 'wrong-namespace'
    | 'missing-element'
    | 'missing-attribute'
    | 'repeated-element'
    | 'invalid-value'
    | 'other'
    | 'unknown-element'
    | 'unknown-attribute';
  /** `advisory` for what the guide does not know (extensions); everything else fails. */
  readonly severity: 'error' | 'advisory';
  readonly path: string;
  readonly expected: string;
  readonly actual: string;
}

export interface ValidateOptions {
  /** `optional` admits a document without any namespace, as the guide prints request bodies (§3.12, §3.15). Default `required`. */
  readonly namespace?: 'required' | 'optional';
}

export interface XmlEngine {
  /** e.g. `libxmljs2 0.35.0` or `libxml2-wasm 0.7.2`. */
  readonly name: string;
  /** Parses bytes as received, honouring BOM, XML declaration and the charset of a Content-Type header if given. */
  parse(bytes: Uint8Array, charset?: string): ParseResult;
  /**
   * Validates a parsed document against one of `schemas/xsd/`, with the given root element.
   * Element order is not judged; unknown elements and attributes are advisories.
   */
  validate(root: XmlElement, schema: string, expectedRoot: string, options?: ValidateOptions): readonly SchemaFinding[];
}

/** What a document from a stranger may be at most. */
export interface XmlLimits {
  /** Size in bytes, as received after content decoding. */
  readonly bytes: number;
  /** Nesting depth of elements; the root is at depth 1. */
  readonly depth: number;
  /** Number of elements. Both engines count lines in 16 bits, and findings are placed by line, hence below 65535. */
  readonly elements: number;
  /** Attributes of one element, namespace declarations included. */
  readonly attributes: number;
}
