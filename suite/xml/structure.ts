import type { ElementModel, SchemaModel, Slot } from './content-model.ts';
import { atPath, type Found, quote } from './finding.ts';
import type { NormalElement } from './normal-form.ts';
import type { SchemaFinding, ValidateOptions, XmlElement } from './types.ts';

/** Attributes in these namespaces belong to XML and to schemas themselves; nobody reports them. */
const SILENT = ['{http://www.w3.org/XML/1998/namespace}', '{http://www.w3.org/2001/XMLSchema-instance}'];

export interface Structure {
  readonly findings: readonly SchemaFinding[];
  /** The document as the schema wants it, for the engine; null when the root is another one. */
  readonly normal: NormalElement | null;
}

/**
 * Compares a document with the content model: which elements and attributes are there, in which
 * namespace, how often. What the model does not know is an advisory and left out of the normal form;
 * the rest is put into the order of the sequence, because order is not judged.
 */
export function structure(
  root: XmlElement,
  model: SchemaModel,
  expected: ElementModel,
  options: ValidateOptions,
): Structure {
  const findings: SchemaFinding[] = [];
  const report = (found: Found): void => void findings.push(atPath(found));
  if (root.name !== expected.name) {
    report({ kind: 'wrong-root', path: root.path, expected: `root element ${expected.name}`, actual: named(root) });
    return { findings, normal: null };
  }
  const bare = options.namespace === 'optional' && root.namespace === null;
  if (root.namespace !== model.namespace && !bare) wrongNamespace(root, model.namespace, report);
  return { findings, normal: visit(root, expected, model.namespace, report) };
}

type Report = (found: Found) => void;

function visit(source: XmlElement, model: ElementModel, namespace: string, report: Report): NormalElement {
  const attributes: Record<string, string> = {};
  let incomplete = false;
  for (const { name, required } of model.attributes) {
    const value = source.attributes[name];
    if (value !== undefined) attributes[name] = value;
    else if (required) {
      incomplete = true;
      report({
        kind: 'missing-attribute',
        path: `${source.path}/@${name}`,
        expected: `attribute ${name}`,
        actual: 'absent',
      });
    }
  }
  const knownAttributes = new Set(model.attributes.map(({ name }) => name));
  for (const name of Object.keys(source.attributes)) {
    if (knownAttributes.has(name) || SILENT.some((prefix) => name.startsWith(prefix))) continue;
    report({
      kind: 'unknown-attribute',
      path: `${source.path}/@${name}`,
      expected: known([...knownAttributes]),
      actual: name,
    });
  }

  const slots = model.slots ?? [];
  if (model.slots !== null && source.text !== '') {
    report({ kind: 'other', severity: 'advisory', path: source.path, expected: 'no text', actual: quote(source.text) });
  }
  const names = slots.flatMap(({ elements }) => elements.map(({ name }) => name));
  for (const child of source.children) {
    if (!names.includes(child.name)) unknownElement(child, names, report);
  }
  const children: NormalElement[] = [];
  for (const slot of slots) {
    const filled = fill(slot, source, namespace, report);
    for (const { child, model: childModel } of filled.kept) children.push(visit(child, childModel, namespace, report));
    if (filled.missing !== null) children.push(placeholder(filled.missing));
  }
  return { source, model, attributes, children, incomplete, placeholder: false };
}

function placeholder(model: ElementModel): NormalElement {
  const source = { name: model.name, namespace: null, attributes: {}, children: [], text: '', path: '' };
  return { source, model, attributes: {}, children: [], incomplete: true, placeholder: true };
}

/** Finds the children that stand in a slot, and reports what is too many, too few or in another namespace. */
function fill(
  slot: Slot,
  parent: XmlElement,
  namespace: string,
  report: Report,
): {
  readonly kept: readonly { readonly child: XmlElement; readonly model: ElementModel }[];
  readonly missing: ElementModel | null;
} {
  const candidates = parent.children.flatMap((child) => {
    const model = slot.elements.find(({ name }) => name === child.name);
    return model === undefined ? [] : [{ child, model }];
  });
  // A child that shares its parent's wrong namespace is part of one and the same mistake.
  const right = candidates.filter(({ child }) => child.namespace === namespace || child.namespace === parent.namespace);
  for (const { child } of candidates) {
    if (child.namespace === namespace || child.namespace === parent.namespace) continue;
    // Beside the real element, one of the same name in a namespace of its own is an extension.
    if (right.length > 0 && child.namespace !== null)
      unknownElement(
        child,
        slot.elements.map(({ name }) => name),
        report,
      );
    else wrongNamespace(child, namespace, report);
  }
  const standing = right.length > 0 ? right : candidates;

  const label = slot.elements.map(({ name }) => name).join(' | ');
  const missing = standing.length < slot.min ? (slot.elements[0] ?? null) : null;
  if (missing !== null)
    report({
      kind: 'missing-element',
      path: `${parent.path}/${label}`,
      expected: `element ${label}`,
      actual: 'absent',
    });
  const excess = standing[slot.max];
  if (excess !== undefined) {
    const times = slot.max === 1 ? 'once' : `at most ${slot.max} times`;
    report({
      kind: 'repeated-element',
      path: excess.child.path,
      expected: `${label} ${times}`,
      actual: `${standing.length} times`,
    });
  }
  return { kept: standing.slice(0, slot.max), missing };
}

function wrongNamespace(element: XmlElement, namespace: string, report: Report): void {
  report({
    kind: 'wrong-namespace',
    path: element.path,
    expected: `namespace ${namespace}`,
    actual: element.namespace === null ? 'no namespace' : `namespace ${element.namespace}`,
  });
}

function unknownElement(element: XmlElement, names: readonly string[], report: Report): void {
  report({ kind: 'unknown-element', path: element.path, expected: known(names), actual: named(element) });
}

function known(names: readonly string[]): string {
  return names.length === 0 ? 'none' : `only ${names.join(' | ')}`;
}

function named({ name, namespace }: XmlElement): string {
  return namespace === null ? name : `{${namespace}}${name}`;
}
