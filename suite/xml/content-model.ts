import type { XmlElement } from './types.ts';

/**
 * What a schema says about one element, read from the XSD itself: its attributes, and its children as
 * slots in the order of the sequence. The subset of XSD that `schemas/xsd/` uses is understood;
 * anything else throws when the schema is first used.
 */
export interface ElementModel {
  readonly name: string;
  readonly attributes: readonly AttributeModel[];
  /** Null where the element holds a value and no children. */
  readonly slots: readonly Slot[] | null;
  /** What a value has to be, in words; empty where there is none. */
  readonly expected: string;
}

export interface AttributeModel {
  readonly name: string;
  readonly required: boolean;
  readonly expected: string;
}

/** One particle: an element, or a choice between several. */
export interface Slot {
  readonly elements: readonly ElementModel[];
  readonly min: number;
  readonly max: number;
}

export interface SchemaModel {
  readonly namespace: string;
  /** Global elements by name. */
  readonly roots: ReadonlyMap<string, ElementModel>;
}

type Types = ReadonlyMap<string, XmlElement>;

export function contentModel(xsd: XmlElement): SchemaModel {
  const types: Types = new Map(
    xsd.children
      .filter(({ name }) => name === 'complexType' || name === 'simpleType')
      .map((type) => [type.attributes.name ?? '', type]),
  );
  const roots = xsd.children
    .filter(({ name }) => name === 'element')
    .map((declaration) => elementModel(declaration, types));
  return { namespace: xsd.attributes.targetNamespace ?? '', roots: new Map(roots.map((root) => [root.name, root])) };
}

function elementModel(declaration: XmlElement, types: Types): ElementModel {
  const name = declaration.attributes.name;
  if (name === undefined) throw unread(declaration, 'an element without a name');
  const inline = declaration.children.find((child) => child.name === 'complexType' || child.name === 'simpleType');
  const type = inline ?? types.get(localPart(declaration.attributes.type));
  if (type?.name !== 'complexType') {
    return { name, attributes: [], slots: null, expected: expectation(type, declaration.attributes.type, types) };
  }
  const attributes: AttributeModel[] = [];
  const slots: Slot[] = [];
  for (const part of type.children) {
    if (part.name === 'attribute') attributes.push(attributeModel(part, types));
    else if (part.name === 'sequence') slots.push(...particles(part).map((particle) => slot(particle, types)));
    else if (part.name === 'choice') slots.push(slot(part, types));
    else if (part.name !== 'annotation') throw unread(part, part.name);
  }
  return { name, attributes, slots, expected: '' };
}

function attributeModel(declaration: XmlElement, types: Types): AttributeModel {
  const { name, type, use } = declaration.attributes;
  if (name === undefined) throw unread(declaration, 'an attribute without a name');
  return { name, required: use === 'required', expected: expectation(types.get(localPart(type)), type, types) };
}

function slot(particle: XmlElement, types: Types): Slot {
  const { minOccurs = '1', maxOccurs = '1' } = particle.attributes;
  if (particle.name !== 'element' && particle.name !== 'choice') throw unread(particle, particle.name);
  const declarations = particle.name === 'element' ? [particle] : particles(particle);
  return {
    elements: declarations.map((declaration) => elementModel(declaration, types)),
    min: Number(minOccurs),
    max: maxOccurs === 'unbounded' ? Number.POSITIVE_INFINITY : Number(maxOccurs),
  };
}

function particles(group: XmlElement): readonly XmlElement[] {
  return group.children.filter(({ name }) => name !== 'annotation');
}

/** The allowed words if the type lists them, else its documentation, else the name of the built-in type. */
function expectation(type: XmlElement | undefined, typeName: string | undefined, types: Types): string {
  if (type === undefined) return localPart(typeName);
  const restriction = type.children.find(({ name }) => name === 'restriction');
  const values = restriction?.children.flatMap(({ name, attributes }) =>
    name === 'enumeration' ? [attributes.value ?? ''] : [],
  );
  if (values !== undefined && values.length > 0) return values.join(' | ');
  const annotation = type.children.find(({ name }) => name === 'annotation');
  const documentation = annotation?.children.find(({ name }) => name === 'documentation')?.text;
  if (documentation !== undefined) return documentation;
  const base = restriction?.attributes.base;
  return expectation(types.get(localPart(base)), base, types);
}

function localPart(name: string | undefined): string {
  return name?.replace(/^.*:/, '') ?? '';
}

function unread(where: XmlElement, what: string): Error {
  return new Error(`schemas/xsd uses ${what} at ${where.path}, which the content model does not read`);
}
