/**
 * Characters that are not seen or that change how their neighbours are seen: controls (an escape sequence could rewrite
 * the terminal), bidirectional overrides and other format characters, line separators, private use, lone surrogates,
 * non-characters. Line feed and tab are left to the caller.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029\ufdd0-\ufdef]|[\u{fffe}\u{ffff}\u{1fffe}\u{1ffff}]/gu;

/** A name for a hidden character that anybody can look up: `⟨U+202E⟩`. */
function characterName(character: string): string {
  return `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** Server text with every hidden character shown by its code point. Line feeds and tabs stay. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) =>
    character === '\n' || character === '\t' ? character : characterName(character),
  );
}

/** The same on a single line: line feeds and tabs become spaces, runs of them one. */
export function visibleLine(text: string): string {
  return visible(text.replace(/[\t\r\n ]+/g, ' ').trim());
}

export function hasHidden(text: string): boolean {
  return text.replace(/[\n\t]/g, '').search(HIDDEN) >= 0;
}

/** At most `limit` characters, the cut shown and counted. */
export function shorten(text: string, limit: number): string {
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, Math.max(0, limit - 1)).join('')}…`;
}
