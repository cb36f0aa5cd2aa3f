import { readdirSync } from 'node:fs';
import path from 'node:path';

const SOURCE = /\.(ts|mts|js|mjs)$/;
/** Made by tools, or somebody else's. */
const NOT_OURS = new Set([
  'node_modules',
  'reports',
  'test-results',
  'playwright-report',
  'allure-results',
  'allure-report',
]);

/** All folders and source files below a root, relative to it, with `/`. Hidden folders are left out. */
export function sourceTree(root: string): { folders: string[]; files: string[] } {
  const folders: string[] = [];
  const files: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith('.') && !NOT_OURS.has(entry.name)) {
        folders.push(name);
        visit(name);
      } else if (entry.isFile() && SOURCE.test(entry.name)) {
        files.push(name);
      }
    }
  };
  visit('');
  return { folders: folders.sort(), files: files.sort() };
}
