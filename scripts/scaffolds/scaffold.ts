import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const TEMPLATES = path.join(import.meta.dirname, 'templates');

/** A command line that makes no sense, or a name that is taken: told in one line, exit code 2. */
export class ScaffoldError extends Error {}

export interface Arguments {
  readonly id: string;
  readonly options: Readonly<Record<string, string>>;
}

/** `ID --name value …`; throws ScaffoldError with the usage. */
export function readArguments(argv: readonly string[], names: readonly string[], usage: string): Arguments {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    const [id, ...more] = positionals;
    if (id === undefined || more.length > 0) throw new ScaffoldError(`one name is wanted: ${usage}`);
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
      throw new ScaffoldError(`"${id}" is no name: small letters, digits and hyphens, like get-vm-list`);
    return { id, options: values as Record<string, string> };
  } catch (error) {
    if (error instanceof ScaffoldError) throw error;
    throw new ScaffoldError(`${error instanceof Error ? error.message : String(error)}: ${usage}`);
  }
}

/** A template with its places filled; a place that nobody fills is a mistake of the scaffold. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return readFileSync(path.join(TEMPLATES, `${template}.txt`), 'utf8').replaceAll(
    /\{\{(\w+)\}\}/g,
    (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${template} wants ${name}`);
      return value;
    },
  );
}

/** Writes a new file; never over one that there is. */
export function place(file: string, text: string): void {
  if (existsSync(file)) throw new ScaffoldError(`${file} is there already`);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${file}`);
}

/** Runs a scaffold and turns what the user got wrong into one line. */
export function main(scaffold: (argv: readonly string[]) => void): void {
  try {
    scaffold(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof ScaffoldError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
