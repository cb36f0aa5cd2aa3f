import { basename, dirname } from 'node:path';
import type { NotShown, Report } from '../model/types.ts';
import { shorten, visibleLine } from '../text/visible.ts';
import {
  duration,
  EXIT_CODES,
  EXIT_MEANINGS,
  grouped,
  NOT_SHOWN_WORDS,
  outcomeSentence,
  plural,
} from '../text/words.ts';
import { classTable } from './class-table.ts';
import { failureText } from './failure-text.ts';
import { labelled, wrap } from './layout.ts';
import { type Palette, palette } from './palette.ts';

export interface SummaryOptions {
  /** Width of the terminal; 100 where there is none. */
  readonly columns?: number;
  readonly colors?: boolean;
  /** Failures told in full; the report holds them all. */
  readonly failures?: number;
  /** Where the reports were written. */
  readonly reports?: readonly string[];
  /** False where somebody else decides about the exit code, so that it is not told. */
  readonly exitCode?: boolean;
}

/** The end of a run for somebody at a terminal. Ends with a line feed; holds no control sequence unless `colors`. */
export function renderSummary(report: Report, options: SummaryOptions = {}): string {
  const columns = Math.max(50, options.columns ?? 100);
  const paint = palette(options.colors ?? false);
  const sections = [
    heading(report, columns, paint),
    classTable(report, columns, paint),
    failures(report, columns, paint, options.failures ?? 20),
    readings(report, columns, paint),
    notShown(report.notShown, columns, paint),
    closing(report, columns, paint, options),
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`;
}

function heading(
  { suite, catalogue, xmlEngine, target, startedAt, seed }: Report,
  columns: number,
  paint: Palette,
): string[] {
  const rest = `${suite.name} ${suite.version} · catalogue ${catalogue.version} (${catalogue.hash.slice(0, 12)}) · ${xmlEngine} · seed ${visibleLine(seed)} · ${startedAt}`;
  return [
    ...wrap(visibleLine(target.name), columns).map(paint.bold),
    ...wrap(visibleLine(target.baseUrl), columns),
    ...wrap(rest, columns).map(paint.dim),
  ];
}

function failures(report: Report, columns: number, paint: Palette, limit: number): string[] {
  const failed = report.results.filter(({ verdict }) => verdict.outcome === 'failed');
  if (failed.length === 0) return [];
  const shown = failed
    .slice(0, limit)
    .flatMap((result, index) => ['', ...failureText(result, index + 1, report, columns, paint)]);
  const more = failed.length - limit;
  return [
    paint.bold(`Failures (${grouped(failed.length)})`),
    ...shown,
    ...(more > 0 ? ['', `  … and ${plural(more, 'more failure')} in the report`] : []),
  ];
}

function readings({ readings: all }: Report, columns: number, paint: Palette): string[] {
  const taken = all.filter(({ answers }) => answers.length > 0);
  if (taken.length === 0) return [];
  const lines = taken.flatMap(({ id, answers, consistent, sections }) => {
    const text = answers
      .map((answer) => `${answer.id} (${grouped(answer.count)}×, first in #${answer.exchanges[0] ?? '?'})`)
      .join(' and ');
    return labelled(
      id,
      `${text}${consistent ? '' : ': not consistent'}  §${sections.join(', §')}`,
      columns,
      consistent ? undefined : paint.tally.failed,
      26,
    );
  });
  return [paint.bold('Readings the server took where the guide leaves a choice'), ...lines];
}

function notShown(all: readonly NotShown[], columns: number, paint: Palette): string[] {
  const lines = all.map(({ about, reason, count, items }) => {
    const examples = items.length === 0 ? '' : ` (${items.slice(0, 2).join(', ')}${count > 2 ? ', …' : ''})`;
    return labelled(
      grouped(count),
      `${NOT_SHOWN_WORDS[about]}: ${shorten(visibleLine(reason), 200)}${examples}`,
      columns,
      paint.dim,
      8,
    );
  });
  return [paint.bold('What this run does not show'), ...lines.flat()];
}

function closing(report: Report, columns: number, paint: Palette, options: SummaryOptions): string[] {
  const { outcome, counts, elapsedMs, residue, killScore } = report;
  const left = !residue.checked
    ? 'not checked'
    : residue.left.length === 0
      ? 'none'
      : `${grouped(residue.left.length)} left: ${residue.left.slice(0, 5).map(visibleLine).join(', ')}`;
  const facts = [
    `${plural(counts.results, 'scenario')}, ${plural(counts.requests, 'request')}, ${plural(counts.tasks, 'task')} in ${duration(elapsedMs)}`,
    ...(counts.advisories > 0 ? [plural(counts.advisories, 'advisory', 'advisories')] : []),
    ...(counts.retries > 0 ? [plural(counts.retries, 'retry', 'retries')] : []),
    `residue: ${left}`,
    ...(killScore === undefined
      ? []
      : [`kill score: ${grouped(killScore.killed)} of ${grouped(killScore.faults)} faults`]),
  ];
  const code = EXIT_CODES[outcome];
  return [
    ...wrap(facts.join(' · '), columns),
    ...written(options.reports ?? [], columns),
    '',
    `${paint.outcome[outcome](outcome.toUpperCase())}${options.exitCode === false ? '' : `  ${paint.dim(`exit code ${code}: ${EXIT_MEANINGS[code] ?? ''}`)}`}`,
    ...wrap(outcomeSentence(report), columns),
  ];
}

/** The page in full, to be clicked on; the others by their names. */
function written(files: readonly string[], columns: number): string[] {
  const page = files.find((file) => basename(file) === 'report.html') ?? files[0];
  if (page === undefined) return [];
  const others = files.filter((file) => file !== page);
  const names = others.map((file) => (dirname(file) === dirname(page) ? basename(file) : file));
  return [`report: ${page}`, ...(names.length === 0 ? [] : wrap(`beside it: ${names.join(', ')}`, columns))];
}
