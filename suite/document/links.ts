import type { XmlElement } from '../xml/types.ts';
import { type ResolvedHref, resolveHref } from './href.ts';

export interface Link {
  readonly element: string;
  readonly href: string;
  readonly resolved: ResolvedHref | null;
  /** What the link names: its last segment, whatever its form. */
  readonly name: string;
  readonly path: string;
}

/** Long lists are asked for their links by many checks. */
const known = new WeakMap<XmlElement, readonly Link[]>();

/** Children with an `href`, in document order. */
export function linksOf(root: XmlElement | undefined, version: string): readonly Link[] {
  if (root === undefined) return [];
  const links = known.get(root) ?? readLinks(root, version);
  known.set(root, links);
  return links;
}

/**
 * Says where the document itself is, or what is beside it, as Atom has it (RFC 4287 §4.2.7), or belongs to somebody else's
 * vocabulary: an extension, and not one of the things that the document is about.
 */
function isExtension(element: XmlElement, root: XmlElement): boolean {
  if (element.name === 'link' && element.attributes.rel !== undefined) return true;
  return element.namespace !== null && root.namespace !== null && element.namespace !== root.namespace;
}

function readLinks(root: XmlElement, version: string): readonly Link[] {
  return root.children.flatMap((element) => {
    const href = element.attributes.href;
    if (href === undefined || isExtension(element, root)) return [];
    const resolved = resolveHref(href, version);
    const tail = href.replace(/\/+$/, '').split('/').at(-1) ?? '';
    return [{ element: element.name, href, resolved, name: resolved?.name ?? tail, path: element.path }];
  });
}
