import { readBaseline } from '../reporters/diff/baseline.ts';
import { diffReports } from '../reporters/diff/diff-reports.ts';
import { renderDiff } from '../reporters/diff/diff-text.ts';
import { readReport } from '../reporters/model/report-file.ts';
import { wantsColors } from '../reporters/terminal/palette.ts';

export interface DiffOptions {
  readonly baseline?: string;
}

/** Compares two reports. Gives the exit code: 0, or 1 on a regression. Throws ReportError and BaselineError. */
export function diff(before: string, after: string, options: DiffOptions): number {
  const baseline = options.baseline === undefined ? {} : { baseline: readBaseline(options.baseline) };
  const compared = diffReports(readReport(before), readReport(after), baseline);
  const colors = wantsColors(process.stdout, process.env);
  process.stdout.write(renderDiff(compared, { columns: process.stdout.columns ?? 100, colors }));
  return compared.regressed ? 1 : 0;
}
