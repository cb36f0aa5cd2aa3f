import { readFileSync } from 'node:fs';
import { canonicalJson } from './canonical-json.ts';
import { contradictions } from './contradictions.ts';
import { schemaProblems } from './report-schema.ts';
import { sha256 } from './reported-body.ts';
import type { Report, ReportWithoutFooter } from './types.ts';

/** Says in one line why a file is no report to rely on. */
export class ReportError extends Error {
  override readonly name = 'ReportError';
}

/** Adds the footer, as the last member. */
export function sealReport(report: ReportWithoutFooter): Report {
  const { results, counts } = report;
  return {
    ...report,
    footer: { complete: true, results: results.length, failed: counts.failed, sha256: sha256(canonicalJson(report)) },
  };
}

/** A report without its footer, to be changed and sealed again. */
export function unsealReport({ footer: _, ...rest }: Report): ReportWithoutFooter {
  return rest;
}

/** The one text of a report: one line per entry of the long lists, so that it can be read, grepped and compared. */
export function serializeReport(report: Report): string {
  const members = Object.entries(report).map(([key, value]) => {
    const text =
      Array.isArray(value) && value.length > 0
        ? `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]`
        : JSON.stringify(value);
    return `${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${members.join(',\n')}\n}\n`;
}

/**
 * Reads a report and refuses, with a ReportError of one line, one that was cut short or altered.
 * Every octet counts: what is read must be exactly what `serializeReport` would write for it.
 */
export function parseReport(octets: Uint8Array | string, name = 'report'): Report {
  const text = typeof octets === 'string' ? octets : decode(octets, name);
  const report = parseJson(text, name);
  if (typeof report !== 'object' || report === null) throw new ReportError(`${name}: not a report (no JSON object)`);
  if (!('footer' in report)) throw new ReportError(`${name}: not a report, or cut short: its footer is missing`);
  const problem = schemaProblems(report)[0];
  if (problem !== undefined) throw new ReportError(`${name}: not a report of this suite: ${problem}`);
  const typed = report as Report;
  const { footer } = typed;
  if (
    footer.results !== typed.results.length ||
    footer.failed !== typed.results.filter(({ verdict }) => verdict.outcome === 'failed').length
  ) {
    throw new ReportError(
      `${name}: altered: the footer counts ${footer.results} results with ${footer.failed} failed, the report holds others`,
    );
  }
  if (sha256(canonicalJson(unsealReport(typed))) !== footer.sha256)
    throw new ReportError(`${name}: altered: the hash in its footer does not fit its content`);
  const [contradiction] = contradictions(typed);
  if (contradiction !== undefined) throw new ReportError(`${name}: altered: ${contradiction}`);
  if (serializeReport(typed) !== text)
    throw new ReportError(`${name}: altered: it holds the same data, but not octet for octet as it was written`);
  return typed;
}

export function readReport(file: string): Report {
  let octets: Uint8Array;
  try {
    octets = readFileSync(file);
  } catch (error) {
    throw new ReportError(`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseReport(octets, file);
}

function decode(octets: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    throw new ReportError(`${name}: not a report, or altered: not valid UTF-8`);
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const started = text.trimStart().startsWith('{');
    throw new ReportError(
      `${name}: ${started ? 'cut short or altered: it is not whole JSON' : 'not a report: it is not JSON'}`,
    );
  }
}
