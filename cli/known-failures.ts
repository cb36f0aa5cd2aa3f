import { applyBaseline, type Baseline } from '../reporters/diff/baseline.ts';
import type { Report } from '../reporters/model/types.ts';
import { visibleLine } from '../reporters/text/visible.ts';
import { EXIT_CODES, plural } from '../reporters/text/words.ts';

export interface KnownFailures {
  readonly file: string;
  readonly baseline: Baseline;
}

export interface ExcusedRun {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

/** Of a baseline only the entries that this selection of scenarios can say something about; a misspelt one stays. */
export function ofSelection(
  known: KnownFailures,
  planned: readonly string[],
  selected: readonly string[],
): KnownFailures {
  const [all, chosen] = [new Set(planned), new Set(selected)];
  const entries = known.baseline.known.filter(({ scenario }) => !all.has(scenario) || chosen.has(scenario));
  return { file: known.file, baseline: { known: entries } };
}

/**
 * The exit code with known failures let through: 0 (or 3, when something could not be told) when every failure is known,
 * 1 when one is not, or when an entry does not hold any more. The report itself tells of every failure all the same.
 */
export function excuseKnown(
  report: Report,
  { file, baseline }: KnownFailures,
  today = new Date().toISOString().slice(0, 10),
): ExcusedRun {
  const { excused, problems } = applyBaseline(baseline, report, today);
  const failed = report.results.filter(({ verdict }) => verdict.outcome === 'failed');
  const unknown = failed.filter(({ id }) => !excused.has(id));
  const { counts, outcome, complete } = report;
  const lines = [
    ...[...excused].map(([id, reason]) => `known failure: ${id}: ${reason}`),
    ...problems.map((problem) => `${file}: ${problem}`),
  ].map(visibleLine);
  const told = (exitCode: number, text: string): ExcusedRun => ({
    exitCode,
    lines: [...lines, `exit code ${exitCode}: ${text}`],
  });
  if (problems.length > 0)
    return told(
      EXIT_CODES.nonconformant,
      problems.length === 1
        ? 'an entry of the baseline does not hold'
        : `${problems.length} entries of the baseline do not hold`,
    );
  // Found at odds with the guide although no scenario failed: nothing that a baseline could name.
  if (unknown.length > 0 || (outcome === 'nonconformant' && failed.length === 0))
    return told(EXIT_CODES.nonconformant, `${plural(unknown.length, 'failure')} that the baseline does not know`);
  if (!complete || counts.cantTell + counts.untested > 0)
    return told(EXIT_CODES.incomplete, 'no failure that the baseline does not know, but not everything was decided');
  return told(EXIT_CODES.conformant, 'no failure that the baseline does not know');
}
