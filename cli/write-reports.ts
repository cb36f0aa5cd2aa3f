import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CertificateRefused, sign } from '../reporters/certificate/sign.ts';
import type { Certificate } from '../reporters/certificate/types.ts';
import { renderMarkdown } from '../reporters/markdown/markdown.ts';
import type { Report } from '../reporters/model/types.ts';
import { redactReport } from '../reporters/redact/redact-report.ts';
import { wantsColors } from '../reporters/terminal/palette.ts';
import { renderSummary } from '../reporters/terminal/summary.ts';
import { EXIT_CODES } from '../reporters/text/words.ts';
import { RENDERERS, writeReports as writeFiles } from '../reporters/write-reports.ts';
import { excuseKnown, type KnownFailures } from './known-failures.ts';

export interface ReportOptions {
  /** PEM of an Ed25519 private key: a conformant run gets a certificate. */
  readonly signingKey?: string;
  /** The files name hosts and objects by stand-ins; what is printed does not. */
  readonly redact?: boolean;
  readonly known?: KnownFailures;
}

const CERTIFICATES = ['certificate.json', 'certificate.html'];

/** Takes away the reports of an earlier run, so that none of them is taken for that of a run that was killed. */
export function removeReports(folder: string): void {
  for (const name of [...Object.keys(RENDERERS), ...CERTIFICATES]) rmSync(join(folder, name), { force: true });
}

/** Writes all reports, prints the summary, and gives the exit code. */
export function writeReports(report: Report, folder: string, options: ReportOptions = {}): number {
  const { signingKey, redact, known } = options;
  const published = redact === true ? redactReport(report) : report;
  const certificate = signingKey === undefined ? null : certified(published, signingKey);
  const files = writeFiles(published, folder, typeof certificate === 'string' ? undefined : (certificate ?? undefined));
  const excused = known === undefined ? null : excuseKnown(report, known);
  process.stdout.write(
    renderSummary(report, {
      columns: process.stdout.columns ?? 100,
      colors: wantsColors(process.stdout, process.env),
      reports: files,
      exitCode: excused === null,
    }),
  );
  const lines = [...(typeof certificate === 'string' ? [certificate] : []), ...(excused?.lines ?? [])];
  for (const line of lines) process.stdout.write(`${line}\n`);
  appendJobSummary(published);
  return excused?.exitCode ?? EXIT_CODES[report.outcome];
}

/** The certificate, or why there is none. */
function certified(report: Report, signingKey: string): Certificate | string {
  try {
    return sign(report, signingKey);
  } catch (error) {
    if (error instanceof CertificateRefused) return error.message;
    throw error;
  }
}

/** A job of GitHub Actions shows what is appended to this file. */
function appendJobSummary(report: Report): void {
  const file = process.env.GITHUB_STEP_SUMMARY ?? '';
  if (file === '') return;
  try {
    appendFileSync(file, `${renderMarkdown(report)}\n`);
  } catch (error) {
    process.stderr.write(
      `the summary cannot be appended to $GITHUB_STEP_SUMMARY: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}
