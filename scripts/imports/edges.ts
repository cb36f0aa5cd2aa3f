import path from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';

/** One reference from a source file to another file or a package. */
export interface Edge {
  /** Path of the importing file, relative to the root, with `/`. */
  readonly from: string;
  readonly line: number;
  /** Path relative to the root for our own files, else the bare package name or `node:` specifier. */
  readonly to: string;
  /** `value`: loaded at run time; `type`: erased; `data`: a file named by `new URL(…, import.meta.url)`. */
  readonly kind: 'value' | 'type' | 'data';
  readonly external: boolean;
}

/** Every import, re-export, dynamic import, `import('…')` type and module-relative URL of one file. Throws on a syntax error. */
export function edgesOf(file: string, source: string): Edge[] {
  const parsed = parseSync(file, source);
  const problem = parsed.errors[0];
  if (problem !== undefined) throw new SyntaxError(`${file}: ${problem.message}`);

  const edges: Edge[] = [];
  const add = (specifier: unknown, kind: Edge['kind'], offset: number): void => {
    if (typeof specifier !== 'string') return;
    const line = source.slice(0, offset).split('\n').length;
    edges.push({ from: file, line, kind, ...resolve(file, specifier) });
  };

  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.importKind === 'type' ? 'type' : 'value', node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.exportKind === 'type' ? 'type' : 'value', node.start),
    ExportNamedDeclaration: (node) =>
      add(node.source?.value, node.exportKind === 'type' ? 'type' : 'value', node.start),
    ImportExpression: (node) => add(literal(node.source), 'value', node.start),
    TSImportType: (node) => add(literal(node.source), 'type', node.start),
    NewExpression: (node) => {
      const [target, base] = node.arguments;
      const isUrl = node.callee.type === 'Identifier' && node.callee.name === 'URL';
      if (!isUrl || base?.type !== 'MemberExpression' || base.object.type !== 'MetaProperty') return;
      const specifier = target === undefined ? undefined : literal(target);
      if (typeof specifier === 'string' && !specifier.includes(':')) {
        add(specifier.startsWith('.') ? specifier : `./${specifier}`, 'data', node.start);
      }
    },
  }).visit(parsed.program);
  return edges;
}

function literal(node: { readonly type: string; readonly value?: unknown }): unknown {
  return node.type === 'Literal' ? node.value : undefined;
}

function resolve(from: string, specifier: string): { to: string; external: boolean } {
  if (specifier.startsWith('.')) {
    return { to: path.posix.join(path.posix.dirname(from), specifier).replace(/\/$/, ''), external: false };
  }
  const parts = specifier.split('/');
  if (specifier.startsWith('node:')) return { to: specifier, external: true };
  return { to: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'), external: true };
}
