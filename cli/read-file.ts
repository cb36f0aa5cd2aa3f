import { readFileSync } from 'node:fs';
import { UsageError } from './usage-error.ts';

/** Octets of a file that the command line names. Throws UsageError. */
export function readNamedFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
