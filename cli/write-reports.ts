import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHtml } from '../reporters/html/page.ts';
import { serializeReport } from '../reporters/model/report-file.ts';
import type { Report } from '../reporters/model/types.ts';
import { wantsColors } from '../reporters/terminal/palette.ts';
import { renderSummary } from '../reporters/terminal/summary.ts';
import { EXIT_CODES } from '../reporters/text/words.ts';

/** Files of a report, by name. */
const RENDERERS: Readonly<Record<string, (report: Report) => string>> = {
  'report.json': serializeReport,
  'report.html': renderHtml,
};

/** Takes away the reports of an earlier run, so that none of them is taken for that of a run that was killed. */
export function removeReports(folder: string): void {
  for (const name of Object.keys(RENDERERS)) rmSync(join(folder, name), { force: true });
}

/** Writes all reports, prints the summary, and gives the exit code. */
export function writeReports(report: Report, folder: string): number {
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(RENDERERS).map(([name, render]) => {
    const file = join(folder, name);
    writeFileSync(file, render(report));
    return file;
  });
  const summary = renderSummary(report, {
    columns: process.stdout.columns ?? 100,
    colors: wantsColors(process.stdout, process.env),
    reports: files,
  });
  process.stdout.write(summary);
  return EXIT_CODES[report.outcome] ?? 3;
}
