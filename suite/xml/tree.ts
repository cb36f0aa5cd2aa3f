import type { XmlElement } from './types.ts';

/** What an engine has to say about its own nodes so that the neutral tree can be built from them. */
export interface NodeReader<N> {
  /** Local name. */
  name(node: N): string;
  namespace(node: N): string | null;
  attributes(node: N): readonly { readonly name: string; readonly namespace: string | null; readonly value: string }[];
  /** Child elements and character data in document order; comments and processing instructions left out. */
  content(node: N): readonly (N | string)[];
}

/** Depth is bounded by the guard, so recursion is safe. */
export function toTree<N extends object>(root: N, reader: NodeReader<N>): XmlElement {
  return build(root, `/${reader.name(root)}`, reader);
}

function build<N extends object>(node: N, path: string, reader: NodeReader<N>): XmlElement {
  // Not by assignment: an attribute may be called __proto__.
  const attributes = Object.fromEntries(
    reader
      .attributes(node)
      .map(({ name, namespace, value }) => [namespace === null ? name : `{${namespace}}${name}`, value]),
  );
  const elements: N[] = [];
  let text = '';
  for (const part of reader.content(node)) {
    if (typeof part === 'string') text += part;
    else elements.push(part);
  }
  const names = elements.map((child) => reader.name(child));
  const totals = new Map<string, number>();
  for (const name of names) totals.set(name, (totals.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  const children = elements.map((child, index) => {
    const name = names[index] ?? '';
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return build(child, totals.get(name) === 1 ? `${path}/${name}` : `${path}/${name}[${nth}]`, reader);
  });
  return {
    name: reader.name(node),
    namespace: reader.namespace(node),
    attributes,
    children,
    text: collapse(text),
    path,
  };
}

/** White space as XML knows it: a no-break space is text. */
function collapse(text: string): string {
  return text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '');
}
