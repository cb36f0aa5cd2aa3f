import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { schemaProblems } from '../model/report-schema.ts';
import type { Report, ResultLine } from '../model/types.ts';

/** One failure that is let through for a while. Schema: `schemas/json/baseline.schema.json`. */
export interface KnownFailure {
  readonly scenario: string;
  /** Requirements that it may miss; any, when absent. */
  readonly requirements?: readonly string[];
  readonly reason: string;
  /** Last day (`2031-06-30`, UTC) on which it is let through. */
  readonly expires: string;
}

export interface Baseline {
  readonly known: readonly KnownFailure[];
}

/** Says in one line what is wrong with a baseline file. */
export class BaselineError extends Error {
  override readonly name = 'BaselineError';
}

export function readBaseline(file: string): Baseline {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BaselineError(`${file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseBaseline(text, file);
}

export function parseBaseline(text: string, name = 'baseline'): Baseline {
  let data: unknown;
  try {
    data = parse(text);
  } catch (error) {
    throw new BaselineError(
      `${name}: not YAML: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
    );
  }
  const [problem] = schemaProblems(data, 'baseline.schema.json');
  if (problem !== undefined) throw new BaselineError(`${name}: ${problem}`);
  const baseline = data as Baseline;
  const twice = baseline.known.find(
    ({ scenario }, index) => baseline.known.findIndex((other) => other.scenario === scenario) !== index,
  );
  if (twice !== undefined) throw new BaselineError(`${name}: ${twice.scenario} is listed twice`);
  return baseline;
}

export interface AppliedBaseline {
  /** Failed scenarios that are let through, with the reason. */
  readonly excused: ReadonlyMap<string, string>;
  /** Entries that no longer hold; each fails the comparison, lest the file rot. One line each. */
  readonly problems: readonly string[];
}

/** Which failures of a report a baseline lets through on a day (`2031-06-30`), and which of its entries are stale. */
export function applyBaseline(
  { known }: Baseline,
  { results }: Pick<Report, 'results'>,
  today: string,
): AppliedBaseline {
  const byId = new Map(results.map((result) => [result.id, result]));
  const excused = new Map<string, string>();
  const problems: string[] = [];
  for (const entry of known) {
    const result = byId.get(entry.scenario);
    const stale = whyStale(entry, result, today);
    if (stale !== null) problems.push(`${entry.scenario}: ${stale}`);
    else if (result?.verdict.outcome === 'failed') excused.set(entry.scenario, entry.reason);
  }
  return { excused, problems };
}

function whyStale(
  { requirements, expires }: KnownFailure,
  result: ResultLine | undefined,
  today: string,
): string | null {
  if (expires < today) return `the known failure expired on ${expires}`;
  if (result === undefined) return 'the known failure names a scenario that is not in the report';
  const { verdict } = result;
  if (verdict.outcome === 'failed') {
    const other = verdict.findings.find(({ requirement }) => requirements?.includes(requirement) === false);
    return other === undefined ? null : `it fails, but by missing ${other.requirement}, which is not the known failure`;
  }
  // Not decided this time: that shows neither that it still fails nor that it was mended.
  if (verdict.outcome === 'untested' || verdict.outcome === 'cantTell') return null;
  return `the known failure no longer occurs (${verdict.outcome}): take it out of the baseline`;
}
