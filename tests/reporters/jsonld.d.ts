/** The part of the JSON-LD processor that the tests use; it comes without types. */
declare module 'jsonld' {
  export interface Term {
    readonly termType: string;
    readonly value: string;
  }
  export interface Quad {
    readonly subject: Term;
    readonly predicate: Term;
    readonly object: Term & { readonly datatype?: Term };
  }
  const jsonld: {
    toRDF(document: object, options: { readonly documentLoader: (url: string) => never }): Promise<readonly Quad[]>;
  };
  export default jsonld;
}
