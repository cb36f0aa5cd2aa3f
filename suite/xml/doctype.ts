const LITERAL = `(?:"[^"<>]*"|'[^'<>]*')`;
/** A document type declaration without an internal subset (XML 1.0 §2.8), at the place where the search stands. */
const WITHOUT_SUBSET = new RegExp(
  `<!DOCTYPE[ \\t\\r\\n]+(?!html\\b)[^ \\t\\r\\n<>[\\]"']{1,256}` +
    `(?:[ \\t\\r\\n]+(?:SYSTEM[ \\t\\r\\n]+${LITERAL}|PUBLIC[ \\t\\r\\n]+${LITERAL}[ \\t\\r\\n]+${LITERAL}))?[ \\t\\r\\n]*>`,
  'y',
);
const BLANK = /[ \t\r\n\uFEFF]*/y;
/** What may stand before the declaration beside white space, and how it ends. */
const BEFORE = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;

/**
 * The text with blanks instead of a declaration that only names a document type: it declares nothing by itself, and what
 * it points to is not for a stranger to make us read. One with an internal subset is left where it is, to be refused.
 */
export function withoutDoctype(text: string): string | null {
  for (let at = 0; ; ) {
    BLANK.lastIndex = at;
    BLANK.exec(text);
    at = BLANK.lastIndex;
    const opaque = BEFORE.find(([open]) => text.startsWith(open, at));
    if (opaque === undefined) {
      WITHOUT_SUBSET.lastIndex = at;
      const found = WITHOUT_SUBSET.exec(text)?.[0];
      if (found === undefined) return null;
      return text.slice(0, at) + found.replace(/[^\r\n]/g, ' ') + text.slice(at + found.length);
    }
    const end = text.indexOf(opaque[1], at + opaque[0].length);
    if (end === -1) return null;
    at = end + opaque[1].length;
  }
}
