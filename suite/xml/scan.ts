import type { XmlLimits, XmlProblem } from './types.ts';

/** Sections whose content is not markup: what opens and what closes them. */
const OPAQUE = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/**
 * Walks over the markup once, in linear time, and looks for what no parser shall see: a DOCTYPE and
 * too much of anything. Malformed markup is not judged: where the walk loses its way, a parser that
 * does not recover has stopped with an error before.
 */
export function scan(text: string, limits: XmlLimits): XmlProblem | null {
  let depth = 0;
  let elements = 0;
  let at = text.indexOf('<');
  while (at !== -1) {
    const opaque = OPAQUE.find(([open]) => text.startsWith(open, at));
    if (opaque !== undefined) {
      const end = text.indexOf(opaque[1], at + opaque[0].length);
      if (end === -1) return null;
      at = end + opaque[1].length;
    } else if (text.startsWith('<!', at)) {
      if (/^doctype/i.test(text.slice(at + 2, at + 9)))
        return /^DOCTYPE\s+(?!html\b)/.test(text.slice(at + 2, at + 40))
          ? { kind: 'dtd', message: 'a DOCTYPE with declarations of its own, which are refused unread' }
          : { kind: 'not-well-formed', message: 'an HTML page' };
      at += 2;
    } else if (text.startsWith('</', at)) {
      depth -= 1;
      at += 2;
    } else {
      const tag = startTag(text, at);
      elements += 1;
      if (elements > limits.elements) return { kind: 'too-large', message: `more than ${limits.elements} elements` };
      if (tag.attributes > limits.attributes) {
        return { kind: 'too-large', message: `an element with more than ${limits.attributes} attributes` };
      }
      if (depth >= limits.depth) return { kind: 'too-deep', message: `elements nested more than ${limits.depth} deep` };
      if (!tag.empty) depth += 1;
      at = tag.end;
    }
    at = text.indexOf('<', at);
  }
  return null;
}

/** Reads over one start tag; a ">" or "<" inside a quoted value does not end it. */
function startTag(
  text: string,
  start: number,
): { readonly end: number; readonly empty: boolean; readonly attributes: number } {
  let attributes = 0;
  let at = start + 1;
  while (at < text.length) {
    const char = text[at];
    if (char === '>') return { end: at + 1, empty: text[at - 1] === '/', attributes };
    if (char === '=') attributes += 1;
    if (char === '"' || char === "'") {
      const close = text.indexOf(char, at + 1);
      if (close === -1) break;
      at = close;
    }
    at += 1;
  }
  return { end: text.length, empty: false, attributes };
}
