import type { ElementModel } from './content-model.ts';
import type { XmlElement } from './types.ts';
import { escapeText, startTag } from './write.ts';

/** A part of a document that the schema knows, in the order of the schema. */
export interface NormalElement {
  readonly source: XmlElement;
  readonly model: ElementModel;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly NormalElement[];
  /** An attribute is missing and has been reported. */
  readonly incomplete: boolean;
  /**
   * Stands in for an element that is missing and has been reported. Without it an engine would not
   * look at anything after the gap.
   */
  readonly placeholder: boolean;
}

export interface NormalForm {
  readonly xml: string;
  /** The element whose start tag stands on line `n` is at index `n - 1`. */
  readonly lines: readonly NormalElement[];
}

/** Writes each element on a line of its own, so that an engine's line number names exactly one of them. */
export function normalForm(root: NormalElement, namespace: string): NormalForm {
  const lines: NormalElement[] = [];
  const write = (element: NormalElement): string => {
    const { source, model, attributes, children } = element;
    const head = startTag(model.name, lines.length === 0 ? { xmlns: namespace, ...attributes } : attributes);
    lines.push(element);
    if (model.slots === null) return `<${head}>${escapeText(source.text)}</${model.name}>`;
    return `<${head}>${children.map((child) => `\n${write(child)}`).join('')}</${model.name}>`;
  };
  return { xml: write(root), lines };
}
