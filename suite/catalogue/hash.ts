import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

const FOLDERS = ['contracts/', 'contracts/operations/', 'contracts/requirements/', 'schemas/xsd/'];

/** SHA-256, in hex, over names and contents of everything that says what the guide says: contracts and XSDs. */
export function hashOfContracts(root: URL): string {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(new URL(folder, root))
      .filter((name) => /\.(yaml|xsd)$/.test(name))
      .map((name) => folder + name),
  ).sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const content = readFileSync(new URL(file, root));
    // Name and length before each content: no byte can move from one file to the next unnoticed.
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
