import { groupBy } from '../model/group-by.ts';
import type { TallyKey } from '../model/tally.ts';
import { tallyKey } from '../model/tally.ts';
import type { Report, ResultLine } from '../model/types.ts';
import { verdictLine } from '../text/verdict-text.ts';
import { applyBaseline, type Baseline } from './baseline.ts';

export interface ChangedResult {
  readonly id: string;
  /** Null when the scenario is only in the other report. */
  readonly before: TallyKey | null;
  readonly after: TallyKey | null;
  /** What the newer verdict says (the older, when there is no newer). */
  readonly text: string;
}

export interface ReportDiff {
  /** Failed now and did not before, nor is known: a regression. */
  readonly newlyFailing: readonly ChangedResult[];
  readonly newlyPassing: readonly ChangedResult[];
  /** Passed before and is not decided now, e.g. untested: a regression of what is shown. */
  readonly lost: readonly ChangedResult[];
  /** Only in the old report. A regression, when it passed and the suite is the same version. */
  readonly removed: readonly ChangedResult[];
  /** Only in the new report, and not failed. */
  readonly added: readonly ChangedResult[];
  readonly newlyFlaky: readonly ChangedResult[];
  readonly stillFailing: readonly ChangedResult[];
  /** Failed now, and let through by the baseline. */
  readonly excused: readonly { readonly id: string; readonly reason: string }[];
  readonly changedReadings: readonly {
    readonly id: string;
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
  /** Median time of the scenarios of an operation that passed in both, in milliseconds. */
  readonly slower: readonly { readonly operation: string; readonly beforeMs: number; readonly afterMs: number }[];
  /** Entries of the baseline that do not hold any more. */
  readonly baselineProblems: readonly string[];
  /** Why the reports can only be compared with care: another target, suite or catalogue. */
  readonly cautions: readonly string[];
  readonly regressed: boolean;
}

export interface DiffOptions {
  readonly baseline?: Baseline;
  /** `2031-06-30`; by default the day of the machine, in UTC. */
  readonly today?: string;
  /** An operation is slower from this factor on; by default 1.5. */
  readonly slowerFactor?: number;
}

/** Compares two reports: what got worse, what got better, what can no longer be seen. Pure, but for the default day. */
export function diffReports(before: Report, after: Report, options: DiffOptions = {}): ReportDiff {
  const { baseline = { known: [] }, today = new Date().toISOString().slice(0, 10) } = options;
  const { excused, problems } = applyBaseline(baseline, after, today);
  const old = new Map(before.results.map((result) => [result.id, result]));
  const current = new Map(after.results.map((result) => [result.id, result]));
  const change = (from: ResultLine | undefined, to: ResultLine | undefined): ChangedResult => ({
    id: to?.id ?? from?.id ?? '',
    before: from === undefined ? null : tallyKey(from.verdict),
    after: to === undefined ? null : tallyKey(to.verdict),
    text: to === undefined ? (from === undefined ? '' : verdictLine(from)) : verdictLine(to),
  });
  const pairs = [
    ...after.results.map((result) => change(old.get(result.id), result)),
    ...before.results.filter(({ id }) => !current.has(id)).map((result) => change(result, undefined)),
  ];
  const good = (key: TallyKey | null) => key === 'passed' || key === 'flaky';
  const undecided = (key: TallyKey | null) => key === 'cantTell' || key === 'untested' || key === 'inapplicable';
  const newlyFailing = pairs.filter(
    (pair) => pair.after === 'failed' && pair.before !== 'failed' && !excused.has(pair.id),
  );
  const lost = pairs.filter((pair) => good(pair.before) && undecided(pair.after));
  const removed = pairs.filter((pair) => pair.after === null);
  const sameSuite = before.suite.version === after.suite.version;
  return {
    newlyFailing,
    newlyPassing: pairs.filter((pair) => good(pair.after) && pair.before !== null && !good(pair.before)),
    lost,
    removed,
    added: pairs.filter((pair) => pair.before === null && pair.after !== 'failed'),
    newlyFlaky: pairs.filter((pair) => pair.before === 'passed' && pair.after === 'flaky'),
    stillFailing: pairs.filter((pair) => pair.before === 'failed' && pair.after === 'failed' && !excused.has(pair.id)),
    excused: [...excused].map(([id, reason]) => ({ id, reason })),
    changedReadings: changedReadings(before, after),
    slower: slowerOperations(before, after, options.slowerFactor ?? 1.5),
    baselineProblems: problems,
    cautions: cautions(before, after),
    regressed:
      newlyFailing.length > 0 ||
      lost.length > 0 ||
      (sameSuite && removed.some((pair) => good(pair.before))) ||
      problems.length > 0,
  };
}

function changedReadings(before: Report, after: Report): ReportDiff['changedReadings'] {
  const old = new Map(before.readings.map((reading) => [reading.id, reading]));
  return after.readings.flatMap(({ id, answers }) => {
    const [from, to] = [
      (old.get(id)?.answers ?? []).map((answer) => answer.id).sort(),
      answers.map((answer) => answer.id).sort(),
    ];
    // A question that came up in only one of the runs has not been answered otherwise.
    return from.length === 0 || to.length === 0 || from.join(' ') === to.join(' ')
      ? []
      : [{ id, before: from, after: to }];
  });
}

/** Fewer observations, or differences that nobody notices, say nothing. */
const FEWEST = 3;
const NOTICEABLE_MS = 20;

function slowerOperations(before: Report, after: Report, factor: number): ReportDiff['slower'] {
  const passed = (report: Report) =>
    new Map(report.results.filter(({ verdict }) => verdict.outcome === 'passed').map((result) => [result.id, result]));
  const [old, current] = [passed(before), passed(after)];
  const both = [...current.values()].flatMap((to) => {
    const from = old.get(to.id);
    return from === undefined || to.operation === null
      ? []
      : [{ operation: to.operation, from: from.elapsedMs, to: to.elapsedMs }];
  });
  return [...groupBy(both, ({ operation }) => operation)].flatMap(([operation, times]) => {
    const [beforeMs, afterMs] = [median(times.map(({ from }) => from)), median(times.map(({ to }) => to))];
    return times.length >= FEWEST && afterMs >= beforeMs * factor && afterMs - beforeMs >= NOTICEABLE_MS
      ? [{ operation, beforeMs, afterMs }]
      : [];
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function cautions(before: Report, after: Report): string[] {
  const facts = (report: Report) => ({
    target: `${report.target.name} (${report.target.baseUrl})`,
    suite: `${report.suite.name} ${report.suite.version}`,
    catalogue: report.catalogue.hash,
    'XML engine': report.xmlEngine,
  });
  const [from, to] = [facts(before), facts(after)];
  const differing = (Object.keys(from) as (keyof typeof from)[]).filter((name) => from[name] !== to[name]);
  return differing.map((name) => `the ${name} differs: ${from[name]} before, ${to[name]} now`);
}
