/** One line of an XML document laid out for reading. */
export interface XmlLine {
  readonly depth: number;
  readonly text: string;
  /** Path of the element that the line opens or holds whole, e.g. `/TaskList/task[2]`; null for closing tags and the like. */
  readonly path: string | null;
}

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<\/?[A-Za-z_][^\s<>/]*(?:\s+(?:"[^"]*"|'[^']*'|[^<>"'])*)?\/?>|[^<]+|</g;

/** Whether text looks enough like XML to be laid out. */
export function looksLikeXml(text: string): boolean {
  return /^\uFEFF?\s*<(?:\?xml|!--|[A-Za-z_])/.test(text) && !/^\s*<!doctype html/i.test(text);
}

/**
 * Lays out a document, however broken: an element per line, elements that hold only text on one line. It is a
 * view for people; nothing is judged by it. Null when the tags do not nest, so that the reader gets the text as it came.
 */
export function xmlLines(source: string): XmlLine[] | null {
  const tokens = (source.replace(/^\uFEFF/, '').match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  const lines: XmlLine[] = [];
  const open: { readonly name: string; readonly path: string; readonly seen: Map<string, number> }[] = [];
  const top = new Map<string, number>();
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    const name = /^<\/?([^\s<>/!?]+)/.exec(token)?.[1];
    if (name === undefined) {
      lines.push({ depth: open.length, text: token.trim(), path: null });
      continue;
    }
    if (token.startsWith('</')) {
      const element = open.pop();
      if (element?.name !== name) return null;
      lines.push({ depth: open.length, text: token, path: null });
      continue;
    }
    const seen = open.at(-1)?.seen ?? top;
    const local = name.slice(name.indexOf(':') + 1);
    const place = (seen.get(local) ?? 0) + 1;
    seen.set(local, place);
    const path = `${open.at(-1)?.path ?? ''}/${local}${place > 1 ? `[${place}]` : ''}`;
    const [next, afterNext] = [tokens[index + 1], tokens[index + 2]];
    if (token.endsWith('/>')) {
      lines.push({ depth: open.length, text: token, path });
    } else if (next === `</${name}>`) {
      lines.push({ depth: open.length, text: token + next, path });
      index += 1;
    } else if (next !== undefined && /^(?:[^<]|<!\[CDATA\[)/.test(next) && afterNext === `</${name}>`) {
      lines.push({ depth: open.length, text: token + next.trim() + afterNext, path });
      index += 2;
    } else {
      lines.push({ depth: open.length, text: token, path });
      open.push({ name, path, seen: new Map() });
    }
  }
  return open.length === 0 ? lines : null;
}

/** Where a finding points: the line of the element, or of the nearest ancestor that is there. */
export function locate(
  lines: readonly XmlLine[],
  where: string,
): { readonly index: number; readonly exact: boolean } | null {
  const path = /(?:^|\s)(\/[^\s]*)/
    .exec(where)?.[1]
    ?.replaceAll('[1]', '')
    .replace(/\/?@[^/]*$/, '')
    .replace(/\/text\(\)$/, '');
  if (path === undefined) return null;
  for (
    let wanted = path, exact = true;
    wanted !== '';
    wanted = wanted.slice(0, wanted.lastIndexOf('/')), exact = false
  ) {
    const index = lines.findIndex((line) => line.path === wanted);
    if (index >= 0) return { index, exact };
  }
  return null;
}
