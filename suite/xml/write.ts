/** An element to be written: what request bodies and normalised documents are made of. */
export interface WritableElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (WritableElement | string)[];
}

export interface WriteOptions {
  /** Default namespace put on the root. The guide prints request bodies without one (§3.12, §3.15, §3.22, §3.23). */
  readonly namespace?: string;
  /** Adds an XML declaration that says UTF-8. */
  readonly declaration?: boolean;
}

export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly (WritableElement | string)[] = [],
): WritableElement {
  return { name, attributes, children };
}

/** Writes an element as XML text, to be sent as UTF-8. Without children it becomes an empty-element tag. */
export function serialise(root: WritableElement, options: WriteOptions = {}): string {
  const { namespace } = options;
  const top = namespace === undefined ? root : { ...root, attributes: { xmlns: namespace, ...root.attributes } };
  return `${options.declaration ? '<?xml version="1.0" encoding="UTF-8"?>\n' : ''}${write(top)}`;
}

function write(node: WritableElement | string): string {
  if (typeof node === 'string') return escapeText(node);
  const head = startTag(node.name, node.attributes);
  return node.children.length === 0 ? `<${head}/>` : `<${head}>${node.children.map(write).join('')}</${node.name}>`;
}

/** Name and attributes as they stand in a start tag, without the angle brackets. */
export function startTag(name: string, attributes: Readonly<Record<string, string>>): string {
  return [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeAttribute(value)}"`)].join(' ');
}

/** A bare carriage return would be read as a line feed, hence the reference. */
export function escapeText(value: string): string {
  return value.replace(/[&<>\r]/g, reference);
}

/** Tabs and line breaks in an attribute would be read as spaces, hence the references. */
function escapeAttribute(value: string): string {
  return value.replace(/[&<>"\t\n\r]/g, reference);
}

function reference(char: string): string {
  return NAMED[char] ?? `&#${char.charCodeAt(0)};`;
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
