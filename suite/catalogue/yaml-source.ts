import { readFileSync } from 'node:fs';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { CatalogueProblem } from './catalogue-error.ts';

/** Keys and indexes from the top of a document down to one value. */
export type YamlPath = readonly (string | number)[];

/** A YAML file that remembers on which line each of its values stands. */
export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** Line of a value, or of the closest ancestor that exists. */
  lineOf(path: YamlPath): number;
  /** Line of a key inside the map at `path`. */
  lineOfKey(path: YamlPath, key: string): number;
}

/** Reads one file below `root`; null (and problems reported) when it is missing or not YAML. */
export function readYamlSource(
  root: URL,
  file: string,
  report: (problem: CatalogueProblem) => void,
): YamlSource | null {
  let text: string;
  try {
    text = readFileSync(new URL(file, root), 'utf8');
  } catch {
    report({ file, line: 1, message: 'found no such file; expected it among the contracts' });
    return null;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  // A warning is a doubt about what the author meant: in a contract that is an error too.
  const doubts = [...document.errors, ...document.warnings];
  for (const doubt of doubts) {
    report({
      file,
      line: lines.linePos(doubt.pos[0]).line,
      message: `found text that is not valid YAML (${doubt.message}); expected a YAML document`,
    });
  }
  if (doubts.length > 0) return null;

  const lineAt = (offset: number | undefined): number => (offset === undefined ? 1 : lines.linePos(offset).line);
  const lineOf = (path: YamlPath): number => {
    for (let length = path.length; length >= 0; length -= 1) {
      const node: unknown = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lineAt(node.range[0]);
    }
    return 1;
  };
  return {
    file,
    value: document.toJS(),
    lineOf,
    lineOfKey(path, key) {
      const node: unknown = document.getIn(path, true);
      if (isMap(node)) {
        for (const { key: found } of node.items) {
          if (isScalar(found) && String(found.value) === key) return lineAt(found.range?.[0]);
        }
      }
      return lineOf(path);
    },
  };
}
