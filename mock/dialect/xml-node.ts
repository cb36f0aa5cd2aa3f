/** A document before it is written: what it says, not yet how. */
export interface XmlNode {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** Character data or children, never both: the guide has no mixed content. */
  readonly content?: string | readonly XmlNode[];
  /** Only on a root, and only by a fault: another namespace than the guide's, or none. */
  readonly namespace?: string | null;
}

/** Leaves a place empty for an element that is not always there. */
export type MaybeNode = XmlNode | null;

const lastSegment = (href: string): string => href.replace(/\/$/, '').split('/').at(-1) ?? '';

/** A list of links. An entry `withContent` also says what it leads to. */
export const list = (name: string, child: string, hrefs: readonly string[], withContent: boolean): XmlNode => ({
  name,
  content: hrefs.map((href) => ({
    name: child,
    attributes: { href },
    ...(withContent ? { content: lastSegment(href) } : {}),
  })),
});

export const present = (nodes: readonly MaybeNode[]): readonly XmlNode[] => nodes.filter((node) => node !== null);
