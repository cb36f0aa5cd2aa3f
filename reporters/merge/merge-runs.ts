import type {
  CodeResult,
  PairCell,
  ReadingAnswerSeen,
  ReadingResult,
  RunWithoutCatalogue,
  StateCell,
  StateVerdict,
} from '../model/run-result.ts';
import { graver } from '../model/tally.ts';
import { mergeResults, weight } from './merge-results.ts';
import { lastNumber, renumber } from './renumber.ts';

/** Parts that do not belong together. */
export class MergeError extends Error {
  override readonly name = 'MergeError';
}

/**
 * One run out of several that were each judged over their own server's history: shards, or the repetitions of one run.
 * Exchanges are counted on from run to run. Throws MergeError when the runs were not about the same target.
 */
export function mergeRuns(runs: readonly RunWithoutCatalogue[]): RunWithoutCatalogue {
  const [first] = runs;
  if (first === undefined) throw new MergeError('there is no run to report on');
  const stranger = runs.find((run) => identity(run) !== identity(first));
  if (stranger !== undefined)
    throw new MergeError(
      `the parts are of different runs: ${first.target.name} (${first.target.baseUrl}, ${first.suite.version}) and ${stranger.target.name} (${stranger.target.baseUrl}, ${stranger.suite.version})`,
    );
  let offset = 0;
  const all = runs.map((run) => {
    const moved = renumber(run, offset);
    offset += lastNumber(run);
    return moved;
  });
  const stopped = all.find((run) => run.stoppedBecause !== undefined)?.stoppedBecause;
  const seeds = [...new Set(all.map((run) => run.seed))];
  return {
    ...first,
    startedAt: all.map((run) => run.startedAt).reduce((a, b) => (a < b ? a : b)),
    finishedAt: all.map((run) => run.finishedAt).reduce((a, b) => (a > b ? a : b)),
    seed: seeds.length === 1 ? first.seed : seeds.join(', '),
    outcome: all.map((run) => run.outcome).reduce(graver),
    results: mergeResults(all.flatMap((run) => run.results)),
    readings: mergeReadings(all.flatMap((run) => run.readings)),
    states: best(
      all.flatMap((run) => run.states),
      (cell) => `${cell.state} ${cell.action}`,
    ),
    pairs: best(
      all.flatMap((run) => run.pairs),
      (cell) => `${cell.from} ${cell.first} ${cell.second}`,
    ),
    codes: mergeCodes(all.flatMap((run) => run.codes)),
    residue: {
      checked: all.some((run) => run.residue.checked) && all.every((run) => run.residue.checked || !changed(run)),
      left: [...new Set(all.flatMap((run) => run.residue.left))],
    },
    counts: {
      requests: sum(all, (run) => run.counts.requests),
      tasks: sum(all, (run) => run.counts.tasks),
    },
    retries: sum(all, (run) => run.retries ?? 0),
    tasks: all.flatMap((run) => run.tasks ?? []),
    complete: all.every((run) => run.complete),
    ...(stopped === undefined ? {} : { stoppedBecause: stopped }),
    evidence: all.flatMap((run) => run.evidence),
  };
}

/** The embedded mock has another port in every shard; a server of a target file has one address. */
function identity({ suite, target, xmlEngine }: RunWithoutCatalogue): string {
  const { baseUrl, ...rest } = target;
  return JSON.stringify([suite, xmlEngine, rest, target.file === undefined ? '' : baseUrl]);
}

function sum(runs: readonly RunWithoutCatalogue[], of: (run: RunWithoutCatalogue) => number): number {
  return runs.reduce((total, run) => total + of(run), 0);
}

function changed(run: RunWithoutCatalogue): boolean {
  return run.evidence.some((exchange) => exchange.request.method !== 'GET');
}

const LEAST_TO_MOST: readonly StateVerdict[] = [
  'untested',
  'not-reachable',
  'server-refuses',
  'server-allows',
  'proven-refused',
  'proven-allowed',
  'contradicts',
];

/** Of several cells of one place the one that shows most. */
function best<Cell extends StateCell | PairCell>(cells: readonly Cell[], keyOf: (cell: Cell) => string): Cell[] {
  const chosen = new Map<string, Cell>();
  for (const cell of cells) {
    const before = chosen.get(keyOf(cell));
    const more = before === undefined || LEAST_TO_MOST.indexOf(cell.verdict) > LEAST_TO_MOST.indexOf(before.verdict);
    if (more) chosen.set(keyOf(cell), cell);
  }
  return [...chosen.values()];
}

function mergeReadings(readings: readonly ReadingResult[]): ReadingResult[] {
  const merged = new Map<string, ReadingResult>();
  for (const reading of readings) {
    const before = merged.get(reading.id);
    if (before === undefined) merged.set(reading.id, reading);
    else {
      const answers = mergeAnswers([...before.answers, ...reading.answers]);
      merged.set(reading.id, { ...before, answers, consistent: before.consistent && reading.consistent });
    }
  }
  return [...merged.values()];
}

function mergeAnswers(answers: readonly ReadingAnswerSeen[]): ReadingAnswerSeen[] {
  const merged = new Map<string, ReadingAnswerSeen>();
  for (const answer of answers) {
    const before = merged.get(answer.id);
    const exchanges = [...(before?.exchanges ?? []), ...answer.exchanges];
    merged.set(answer.id, { ...answer, exchanges, count: (before?.count ?? 0) + answer.count });
  }
  return [...merged.values()];
}

function mergeCodes(codes: readonly CodeResult[]): CodeResult[] {
  const merged = new Map<string, CodeResult>();
  for (const code of codes) {
    const before = merged.get(code.code);
    if (before === undefined) merged.set(code.code, code);
    else if (before.outcome === code.outcome)
      merged.set(code.code, {
        ...(before.scenarios.length > 0 ? before : code),
        scenarios: [...new Set([...before.scenarios, ...code.scenarios])],
      });
    else if (weight(code.outcome) > weight(before.outcome)) merged.set(code.code, code);
  }
  return [...merged.values()];
}
