import { labelled, wrap } from '../terminal/layout.ts';
import { palette } from '../terminal/palette.ts';
import { shorten, visibleLine } from '../text/visible.ts';
import { duration, grouped, TALLY_NAMES } from '../text/words.ts';
import type { ChangedResult, ReportDiff } from './diff-reports.ts';

export interface DiffTextOptions {
  readonly columns?: number;
  readonly colors?: boolean;
  /** Entries told in each section; by default 50. */
  readonly limit?: number;
}

/** A comparison for somebody at a terminal. Ends with a line feed. */
export function renderDiff(diff: ReportDiff, options: DiffTextOptions = {}): string {
  const columns = Math.max(50, options.columns ?? 100);
  const limit = options.limit ?? 50;
  const paint = palette(options.colors ?? false);
  const section = (title: string, entries: readonly string[][]) =>
    entries.length === 0
      ? []
      : [
          paint.bold(`${title} (${grouped(entries.length)})`),
          ...entries.slice(0, limit).flat(),
          ...(entries.length > limit ? [`  … and ${grouped(entries.length - limit)} more`] : []),
          '',
        ];
  const changed = (title: string, results: readonly ChangedResult[], style: (text: string) => string) =>
    section(
      title,
      results.map(({ id, before, after, text }) => [
        style(`  ${id}`),
        ...labelled('', `${word(before)} → ${word(after)}: ${shorten(visibleLine(text), 300)}`, columns, paint.dim, 2),
      ]),
    );
  const lines = [
    ...diff.cautions.flatMap((caution) => wrap(`Note: ${visibleLine(caution)}.`, columns)),
    ...(diff.cautions.length > 0 ? [''] : []),
    ...changed('Newly failing', diff.newlyFailing, paint.tally.failed),
    ...changed('No longer decided', diff.lost, paint.tally.cantTell),
    ...changed('Removed scenarios', diff.removed, paint.tally.untested),
    ...section(
      'Baseline entries that do not hold any more',
      diff.baselineProblems.map((problem) => wrap(`  ${visibleLine(problem)}`, columns)),
    ),
    ...changed('Newly passing', diff.newlyPassing, paint.tally.passed),
    ...changed('Newly flaky', diff.newlyFlaky, paint.tally.flaky),
    ...section(
      'Let through by the baseline',
      diff.excused.map(({ id, reason }) => [`  ${id}`, ...labelled('', visibleLine(reason), columns, paint.dim, 2)]),
    ),
    ...changed('Still failing', diff.stillFailing, paint.tally.failed),
    ...section(
      'Changed readings',
      diff.changedReadings.map(({ id, before, after }) => [`  ${id}: ${before.join(', ')} → ${after.join(', ')}`]),
    ),
    ...section(
      'Slower operations',
      diff.slower.map(({ operation, beforeMs, afterMs }) => [
        `  ${operation}: ${duration(beforeMs)} → ${duration(afterMs)}`,
      ]),
    ),
    ...(diff.added.length > 0 ? [`${grouped(diff.added.length)} added scenarios that did not fail.`, ''] : []),
    diff.regressed ? paint.outcome.nonconformant('REGRESSED') : paint.outcome.conformant('NO REGRESSION'),
  ];
  return `${lines.join('\n')}\n`;
}

function word(key: ChangedResult['before']): string {
  return key === null ? 'not there' : TALLY_NAMES[key];
}
