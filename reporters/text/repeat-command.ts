import type { Finding } from '../../suite/judge/types.ts';
import type { TargetStatement } from '../model/run-result.ts';
import type { Report, ResultLine } from '../model/types.ts';
import { shellWord } from './shell-word.ts';

/** Scenarios that send nothing themselves and judge what others sent: alone they would judge nothing. */
const SUMMARIES: readonly string[] = ['answers', 'set-up', 'run'];
/** So many scenarios are named; where more are needed the whole run is repeated. */
const NAMED = 4;

type Repeated = Pick<ResultLine, 'id' | 'family' | 'operation'>;

/**
 * The command that performs and judges one scenario again. A summary needs the scenarios that sent what it judges: those
 * that showed its failure where they are known, else all of its operation, else the whole run.
 */
export function repeatCommand(
  target: Pick<TargetStatement, 'file'>,
  { id, family, operation }: Repeated,
  shownIn: readonly string[] = [],
): string {
  const on = target.file === undefined ? '' : ` --target ${shellWord(target.file)}`;
  const only = (pattern: string): string => ` --grep '${pattern.replaceAll("'", `'\\''`)}'`;
  const grep = !SUMMARIES.includes(family)
    ? only(exactly([id]))
    : shownIn.length > 0
      ? only(exactly([...shownIn, id]))
      : family === 'answers' && operation !== null
        ? only(`^${escaped(operation)}/`)
        : '';
  return `npm run certify${on === '' && grep === '' ? '' : ' --'}${on}${grep}`;
}

/** The scenarios in which a failure showed, as far as the report holds its exchanges; none unless all are known. */
export function shownIn(findings: readonly Finding[], { results, exchanges }: Report): readonly string[] {
  const scenarioOf = new Map(exchanges.map(({ seq, scenario }) => [seq, scenario]));
  const performed = new Set(results.filter(({ family }) => !SUMMARIES.includes(family)).map(({ id }) => id));
  const ids = new Set(findings.flatMap((finding) => finding.exchanges.map((seq) => scenarioOf.get(seq) ?? '')));
  return ids.size <= NAMED && [...ids].every((id) => performed.has(id)) ? [...ids] : [];
}

/** `--grep` looks at id and title with a blank between, and takes a regular expression. */
function exactly(ids: readonly string[]): string {
  const [only] = ids;
  return ids.length === 1 && only !== undefined ? `^${escaped(only)} ` : `^(${ids.map(escaped).join('|')}) `;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
