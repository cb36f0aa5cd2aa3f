/**
 * The part of libxmljs2 that is used. Declared here because the package is optional: on a machine
 * where its add-on cannot be built there are no types of its own, and the project must still compile.
 */
declare module 'libxmljs2' {
  export interface LibxmlError {
    readonly message: string;
    readonly level: number;
    readonly line: number;
  }
  export interface LibxmlNamespace {
    href(): string;
  }
  export interface LibxmlAttribute {
    name(): string;
    value(): string;
    namespace(): LibxmlNamespace | null;
  }
  export interface LibxmlNode {
    type(): string;
    name(): string;
    /** Of a text node: its characters. */
    text(): string;
    namespace(): LibxmlNamespace | null;
    attrs(): LibxmlAttribute[];
    childNodes(): LibxmlNode[];
  }
  export interface LibxmlDocument {
    readonly errors: LibxmlError[];
    readonly validationErrors: LibxmlError[];
    root(): LibxmlNode | null;
    validate(schema: LibxmlDocument): boolean;
  }
  interface Library {
    readonly version: string;
    parseXml(xml: string, options: { readonly nonet: boolean; readonly nocdata: boolean }): LibxmlDocument;
  }
  const library: Library;
  export default library;
}
