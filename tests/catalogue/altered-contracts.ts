import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CatalogueError, type CatalogueProblem } from '../../suite/catalogue/catalogue-error.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** Runs `use` with a copy of the contracts, which is removed afterwards. */
export function withContracts<T>(use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'contracts-'));
  try {
    for (const folder of ['contracts', 'schemas/xsd'])
      cpSync(join(project, folder), join(root, folder), { recursive: true });
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Puts `after` in place of `before`, which has to occur exactly once, and returns the line on which it begins. */
export function replaceIn(root: string, file: string, before: string, after: string): number {
  const text = readFileSync(join(root, file), 'utf8');
  const [head, tail, ...more] = text.split(before);
  if (head === undefined || tail === undefined || more.length > 0)
    throw new Error(`"${before}" is not once in ${file}`);
  writeFileSync(join(root, file), head + after + tail);
  return head.split('\n').length;
}

/** What the loader has against the contracts below `root`. */
export function problemsOf(root: string): readonly CatalogueProblem[] {
  try {
    loadCatalogue(root);
    return [];
  } catch (error) {
    if (error instanceof CatalogueError) return error.problems;
    throw error;
  }
}
