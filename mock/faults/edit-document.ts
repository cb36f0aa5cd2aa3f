import type { XmlNode } from '../dialect/xml-node.ts';

const childrenOf = ({ content }: XmlNode): readonly XmlNode[] => (typeof content === 'object' ? content : []);

/** Every element that is not the root and has this name becomes what `change` makes of it; null removes it. */
function changeElements(root: XmlNode, name: string, change: (node: XmlNode) => XmlNode | null): XmlNode {
  if (typeof root.content !== 'object') return root;
  const content = childrenOf(root).flatMap((child) => {
    const changed = child.name === name ? change(child) : changeElements(child, name, change);
    return changed === null ? [] : [changed];
  });
  return { ...root, content };
}

export const removeElements = (root: XmlNode, name: string): XmlNode => changeElements(root, name, () => null);

export const renameElements = (root: XmlNode, name: string, to: string): XmlNode =>
  changeElements(root, name, (node) => ({ ...node, name: to }));

export const rewriteText = (root: XmlNode, name: string, rewrite: (text: string) => string): XmlNode =>
  changeElements(root, name, (node) => ({
    ...node,
    content: rewrite(typeof node.content === 'string' ? node.content : ''),
  }));

/** Every attribute of this name, wherever it is. */
export function rewriteAttribute(root: XmlNode, name: string, rewrite: (value: string) => string): XmlNode {
  const value = root.attributes?.[name];
  const attributes = value === undefined ? {} : { attributes: { ...root.attributes, [name]: rewrite(value) } };
  const content = childrenOf(root).map((child) => rewriteAttribute(child, name, rewrite));
  return { ...root, ...attributes, ...(typeof root.content === 'object' ? { content } : {}) };
}
