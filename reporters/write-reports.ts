import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderBadge } from './badge/badge.ts';
import { renderCertificate } from './certificate/certificate-page.ts';
import { serializeCertificate } from './certificate/sign.ts';
import type { Certificate } from './certificate/types.ts';
import { renderCtrf } from './ctrf/ctrf.ts';
import { renderEarl } from './earl/earl.ts';
import { renderHtml } from './html/page.ts';
import { renderJUnit } from './junit/junit.ts';
import { renderMarkdown } from './markdown/markdown.ts';
import { serializeReport } from './model/report-file.ts';
import type { Report } from './model/types.ts';

/** Every file that is made of a report, by name. */
export const RENDERERS: Readonly<Record<string, (report: Report) => string>> = {
  'report.json': serializeReport,
  'report.html': renderHtml,
  'junit.xml': renderJUnit,
  'ctrf.json': renderCtrf,
  'earl.jsonld': renderEarl,
  'summary.md': renderMarkdown,
  'badge.svg': renderBadge,
};

/**
 * Writes a report in every format into a folder, which is made when it is missing. A certificate that lies there from an
 * earlier run is taken away, for it is about another report. Gives the paths that were written.
 */
export function writeReports(report: Report, folder: string, certificate?: Certificate): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const files = Object.entries(RENDERERS).map(([name, render]) => [name, render(report)] as const);
  const certificates =
    certificate === undefined
      ? []
      : ([
          ['certificate.json', serializeCertificate(certificate)],
          ['certificate.html', renderCertificate(certificate)],
        ] as const);
  for (const name of ['certificate.json', 'certificate.html']) rmSync(join(folder, name), { force: true });
  return [...files, ...certificates].map(([name, text]) => write(join(folder, name), text));
}

/** Under another name first: whoever reads meanwhile, or after a crash, finds the old file or the new, never half of one. */
function write(path: string, text: string): string {
  const partial = `${path}.partial`;
  writeFileSync(partial, text);
  renameSync(partial, path);
  return path;
}
