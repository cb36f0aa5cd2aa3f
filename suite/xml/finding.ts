import type { SchemaFinding } from './types.ts';

/** A finding whose severity follows from its kind unless said otherwise. */
export interface Found extends Omit<SchemaFinding, 'severity'> {
  readonly severity?: SchemaFinding['severity'];
}

/** Longest piece of a document that a finding repeats, in characters. */
const QUOTE_LIMIT = 200;

export function atPath(found: Found): SchemaFinding {
  const unknown = found.kind === 'unknown-element' || found.kind === 'unknown-attribute';
  return {
    kind: found.kind,
    severity: found.severity ?? (unknown ? 'advisory' : 'error'),
    path: found.path,
    expected: found.expected,
    actual: found.actual,
  };
}

/** A value from a document between quotes, cut when it is long. */
export function quote(value: string): string {
  return value.length <= QUOTE_LIMIT ? `"${value}"` : `"${value.slice(0, QUOTE_LIMIT)}…" (${value.length} characters)`;
}
