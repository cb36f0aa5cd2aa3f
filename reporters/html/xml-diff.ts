import { locate, looksLikeXml, type XmlLine, xmlLines } from './xml-lines.ts';

/** A line that is as it should be, one that should not be, one that should be, or a gap of lines left out. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+' | '…';
  readonly depth: number;
  readonly text: string;
}

const CONTEXT = 3;
const MOST_LINES = 400;

/** Line by line, when both sides are XML; null otherwise. */
export function diffDocuments(expected: string, actual: string): DiffLine[] | null {
  if (!looksLikeXml(expected) || !looksLikeXml(actual)) return null;
  const [wanted, came] = [xmlLines(expected), xmlLines(actual)];
  if (wanted === null || came === null || wanted.length > MOST_LINES || came.length > MOST_LINES) return null;
  return withContext(longestCommon(wanted, came));
}

/**
 * What came, with the telling place marked and what the guide wants beside it; null when the place is not in the document.
 * `expected` may be a description instead of XML.
 */
export function diffInPlace(body: string, where: string, expected: string): DiffLine[] | null {
  if (!looksLikeXml(body)) return null;
  const lines = xmlLines(body);
  const place = lines === null ? null : locate(lines, where);
  if (lines === null || place === null) return null;
  const { index: at, exact } = place;
  const wanted: DiffLine = { sign: '+', depth: (lines[at]?.depth ?? 0) + (exact ? 0 : 1), text: expected };
  return withContext(
    lines.flatMap((line, index): DiffLine[] => {
      // Only the line on which the element begins: what it holds may be as it should be.
      const shown: DiffLine = { sign: exact && index === at ? '-' : ' ', depth: line.depth, text: line.text };
      return index === at ? [shown, wanted] : [shown];
    }),
  );
}

/** Myers would be quicker; at four hundred lines a table is quick enough and easier to believe. */
function longestCommon(wanted: readonly XmlLine[], came: readonly XmlLine[]): DiffLine[] {
  const lengths = Array.from({ length: wanted.length + 1 }, () => new Array<number>(came.length + 1).fill(0));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const same = (i: number, j: number) => wanted[i]?.text === came[j]?.text && wanted[i]?.depth === came[j]?.depth;
  for (let i = wanted.length - 1; i >= 0; i -= 1) {
    for (let j = came.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (row !== undefined) row[j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  const put = (sign: DiffLine['sign'], line: XmlLine | undefined) =>
    line !== undefined && lines.push({ sign, depth: line.depth, text: line.text });
  let [i, j] = [0, 0];
  while (i < wanted.length || j < came.length) {
    if (i < wanted.length && j < came.length && same(i, j)) {
      put(' ', wanted[i]);
      i += 1;
      j += 1;
    } else if (j < came.length && (i >= wanted.length || at(i, j + 1) >= at(i + 1, j))) {
      put('-', came[j]);
      j += 1;
    } else {
      put('+', wanted[i]);
      i += 1;
    }
  }
  return lines;
}

/** Keeps what stands near a change and says how much was left out. */
function withContext(lines: readonly DiffLine[]): DiffLine[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ sign }) => sign !== ' '),
  );
  const kept: DiffLine[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) continue;
    if (near[index] === true) {
      kept.push(line);
      continue;
    }
    let end = index;
    while (end + 1 < lines.length && near[end + 1] !== true) end += 1;
    kept.push({ sign: '…', depth: line.depth, text: end === index ? '1 line' : `${end - index + 1} lines` });
    index = end;
  }
  return kept;
}
