// Import directions and folder names: `tsx scripts/check-imports.ts [root]`. Exit 1 on any violation.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { edgesOf } from './imports/edges.ts';
import { FORBIDDEN_FOLDERS } from './imports/rooms.ts';
import { sourceTree } from './imports/source-files.ts';
import { violationsOf } from './imports/violations.ts';

const root = path.resolve(process.argv[2] ?? '.');
const { folders, files } = sourceTree(root);
const edges = files.flatMap((file) => edgesOf(file, readFileSync(path.join(root, file), 'utf8')));
const problems = [
  ...folders
    .filter((folder) => FORBIDDEN_FOLDERS.includes(path.posix.basename(folder)))
    .map((folder) => `${folder}: a folder is named after what is inside, never ${FORBIDDEN_FOLDERS.join(', ')}`),
  ...violationsOf(edges),
];
for (const problem of problems) console.error(problem);
// No file, no import: that is a wrong root and not a clean project.
if (edges.length === 0) console.error(`${root}: nothing to check`);
console.log(`${files.length} files, ${edges.length} imports, ${problems.length} violations`);
process.exitCode = problems.length === 0 && edges.length > 0 ? 0 : 1;
