import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FAULTS } from '../mock/faults/index.ts';
import { emptyPatterns } from '../prove/ownership.ts';
import { problemsOf } from '../prove/problems.ts';
import { renderKillMatrix } from '../reporters/kill-matrix/page.ts';
import type { KillMatrix } from '../reporters/kill-matrix/types.ts';
import { ALL_CHECKS } from '../suite/checks/all-checks.ts';
import { keptScoreOf, readKeptScore, writeKeptScore } from './kill-score.ts';
import { faultText, scoreLines } from './prove-text.ts';

export interface ConcludeOptions {
  readonly out: string;
  readonly update?: boolean;
  /** Whether every fault and every variant of the mock was tried. */
  readonly whole: boolean;
  /** Whether each fault is told with its exchange. */
  readonly told: boolean;
}

/** Problems that are printed; the matrix has them all. */
const PRINTED = 60;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Counts on a terminal how many servers were tried. */
export function serverCount(all: number, quiet: boolean): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (quiet || !process.stderr.isTTY) return;
    process.stderr.write(count === all ? '\r' : `\r${count} of ${all} servers `);
  };
}

/** Writes the matrix, prints the score and what is wrong with it, and gives the exit code: 0, or 1 for any problem. */
export function concludeProof(matrix: KillMatrix, { out, update, whole, told }: ConcludeOptions): number {
  mkdirSync(out, { recursive: true });
  const files = {
    'kill-matrix.json': `${JSON.stringify(matrix, null, 1)}\n`,
    'kill-matrix.html': renderKillMatrix(matrix),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text);
  if (told) for (const fault of matrix.faults) say(faultText(fault));
  if (whole && update === true) writeKeptScore(keptScoreOf(matrix));
  const problems = [...problemsOf(matrix, whole), ...(whole ? [...stale(), ...drop(matrix)] : [])];
  for (const problem of problems.slice(0, PRINTED)) say(`✘ ${problem}`);
  if (problems.length > PRINTED) say(`✘ and ${problems.length - PRINTED} more, all in kill-matrix.json`);
  for (const line of scoreLines(matrix)) say(line);
  const written = Object.keys(files).map((name) => join(out, name));
  say(`written: ${written.join(', ')} (${Math.round(matrix.elapsedMs / 1000)} s)`);
  return problems.length === 0 ? 0 : 1;
}

/** Patterns of the checks that no fault fits. */
function stale(): readonly string[] {
  const ids = FAULTS.map(({ id }) => id);
  return emptyPatterns(ids, ALL_CHECKS).map((pattern) => `no fault fits ${pattern}`);
}

/** The score that is kept, and told in every report, must not be better than the measured one, nor of another suite. */
function drop(matrix: KillMatrix): readonly string[] {
  const kept = readKeptScore();
  const now = keptScoreOf(matrix);
  if (matrix.full) return [];
  if (
    kept === null ||
    kept.suiteVersion !== now.suiteVersion ||
    kept.faults !== now.faults ||
    kept.variants !== now.variants
  )
    return ['the kept score is that of other faults; npm run prove -- --update measures it anew'];
  const less = kept.killed > now.killed || kept.passed > now.passed;
  return less
    ? [`the score has dropped: ${kept.killed} faults were killed and ${kept.passed} variants passed before`]
    : [];
}
