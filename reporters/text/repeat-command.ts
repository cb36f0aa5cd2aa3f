import type { TargetStatement } from '../model/run-result.ts';
import { shellWord } from './shell-word.ts';

/** The command that performs and judges one scenario again. `--grep` takes a regular expression, hence the escapes. */
export function repeatCommand(target: Pick<TargetStatement, 'file'>, scenario: string): string {
  const pattern = scenario.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const on = target.file === undefined ? '' : `--target ${shellWord(target.file)} `;
  return `npm run certify -- ${on}--grep '${pattern.replaceAll("'", `'\\''`)}'`;
}
