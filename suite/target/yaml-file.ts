import { readFileSync } from 'node:fs';
import type { Document } from 'yaml';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { TargetError } from './target-error.ts';

export type YamlPath = readonly (string | number)[];

/** A YAML file with the line of everything in it. */
export interface YamlFile {
  readonly document: Document.Parsed;
  /** Line of a key, or, for an item of a list, of the item; the parent's when there is none such. */
  lineOf(path: YamlPath): number;
  /** `FILE:LINE: message`, as an error to throw. */
  error(path: YamlPath, message: string): TargetError;
}

/** Reads one YAML document. Throws TargetError for a file that is missing, empty or malformed. */
export function readYamlFile(file: string): YamlFile {
  const lines = new LineCounter();
  const text = readText(file);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    const { line } = lines.linePos(problem.pos[0]);
    throw new TargetError(
      `${file}:${line}: ${oneLine(problem.message)}${quotesHint(text.split('\n')[line - 1] ?? '')}`,
    );
  }
  if (document.contents === null)
    throw new TargetError(`${file}:1: the file is empty; docs/target-file.md shows what it holds`);

  const lineOf = (path: YamlPath): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = offsetOf(document, path.slice(0, length));
      if (offset !== undefined) return lines.linePos(offset).line;
    }
    return 1;
  };
  return {
    document,
    lineOf,
    error: (path, message) => new TargetError(`${file}:${lineOf(path)}: ${oneLine(message)}`),
  };
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT')
      throw new TargetError(`${file}: there is no such file; copy target.example.yaml to begin with`);
    if (code === 'EISDIR') throw new TargetError(`${file}: this is a directory; name the target file in it`);
    throw new TargetError(`${file}: the file cannot be read (${String(code)})`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TargetError(`${file}: the file is not UTF-8 text`);
  }
}

/** Where the key (or the list item) at a path stands in the text. */
function offsetOf(document: Document.Parsed, path: YamlPath): number | undefined {
  const last = path.at(-1);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (isMap(parent)) {
    const key = parent.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(last))?.key;
    return isScalar(key) ? key.range?.[0] : undefined;
  }
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

/** Between the braces of `{ password: ${NAME} }`, YAML takes those of the variable for a mapping. */
function quotesHint(line: string): string {
  const [, variable] = /\{[^'"]*(\$\{\w+\})/.exec(line) ?? [];
  return variable === undefined ? '' : `: write '${variable}', in quotes`;
}

function oneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, ' ').trim();
}
