/** Gives each real name one stand-in, the same wherever it occurs, and puts it into texts. */
export class Pseudonyms {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  readonly #protected: ReadonlySet<string>;
  #pattern: RegExp | null = null;

  /** @param words names that are words of the interface too, such as a VM called `vm`: replacing them would garble every path. */
  constructor(words: Iterable<string>) {
    this.#protected = new Set([...words].map((word) => word.toLowerCase()));
  }

  /** `kind` is what the stand-in tells: `vm` gives `vm-1`, `vm-2`, … */
  add(kind: string, name: string | null | undefined, standIn = (count: number): string => `${kind}-${count}`): void {
    const key = name?.toLowerCase();
    if (name === null || name === undefined || key === undefined || name.trim() === '') return;
    if (this.#protected.has(key) || this.#names.has(key)) return;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const pseudonym = standIn(count);
    for (const spelling of spellings(name))
      if (!this.#names.has(spelling.toLowerCase())) this.#names.set(spelling.toLowerCase(), pseudonym);
    this.#pattern = null;
  }

  /** Replaces every known name that stands as a word of its own. */
  replace(text: string): string {
    if (this.#names.size === 0) return text;
    this.#pattern ??= new RegExp(
      `(?<![\\p{L}\\p{N}_-])(?:${[...this.#names.keys()]
        .sort((a, b) => b.length - a.length)
        .map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
        .join('|')})(?![\\p{L}\\p{N}_-])`,
      'giu',
    );
    return text.replace(this.#pattern, (found) => this.#names.get(found.toLowerCase()) ?? found);
  }
}

/** A name as it is, as URLs spell it and as XML does. */
function spellings(name: string): string[] {
  const xml = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return [name, encodeURIComponent(name), encodeURI(name), xml, xml.replaceAll("'", '&apos;')];
}
