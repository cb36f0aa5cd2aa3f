import type { XmlElement } from '../xml/types.ts';
import { childText } from './documents.ts';

/** The code of an `ErrorMessage` (§3.34); undefined when the document is none. */
export function errorCodeOf(root: XmlElement | undefined): string | undefined {
  return root?.name === 'ErrorMessage' ? childText(root, 'code') : undefined;
}
