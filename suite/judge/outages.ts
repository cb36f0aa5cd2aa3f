import type { Documents } from '../document/documents.ts';
import { errorCodeOf } from '../document/error-message.ts';
import type { Evidence, Exchange, PrincipalId } from '../evidence/types.ts';

/** A time in which nobody got through, whatever they asked: it says something of that hour and nothing of conformance. */
export interface Outage {
  /** Numbers of the first and the last exchange in it. */
  readonly from: number;
  readonly to: number;
  /** In words: what came instead of answers. */
  readonly what: string;
}

/**
 * So many requests in a row, for more than one operation, must have come to nothing alike. A server that is wrong in
 * one operation, or every now and then, never gets there.
 */
const IN_A_ROW = 6;
const OPERATIONS = 2;

const UNKNOWN: readonly PrincipalId[] = [
  'anonymous',
  'wrongPassword',
  'unknownUser',
  'cutPassword',
  'extendedPassword',
  'otherCasePassword',
  'emptyPassword',
];
const NO_ANSWER: readonly string[] = ['refused', 'reset', 'timeout'];
/** Codes of 500 by which a server says that it cannot work, and not that the request is wrong. */
const OUT_OF_ORDER: readonly string[] = ['FatalError', 'InternalError', 'ServerBusy'];

/** What came instead of an answer to somebody who should have got one; null for an answer, undefined for no evidence. */
function trouble(exchange: Exchange, documents: Documents): string | null | undefined {
  // Whoever is not to be let in, and whoever ordered an error at the test hook, gets what they asked for.
  if (UNKNOWN.includes(exchange.principal) || exchange.scenario.includes('/hook-')) return undefined;
  const { response, failure } = exchange;
  if (response === null) return failure !== null && NO_ANSWER.includes(failure.kind) ? 'no answer' : null;
  if (response.status === 401) return 'the credentials were no longer accepted';
  if (response.status < 500) return null;
  const code = errorCodeOf(documents.root(exchange));
  return code === undefined || OUT_OF_ORDER.includes(code) ? 'server errors' : null;
}

/** Whether an exchange can be part of an outage. */
export function isTroubled(exchange: Exchange, documents: Documents): boolean {
  return typeof trouble(exchange, documents) === 'string';
}

/** All outages, from exchanges in the order in which they were sent. */
export function outagesIn(exchanges: readonly Exchange[], documents: Documents): readonly Outage[] {
  const outages: Outage[] = [];
  let row: Exchange[] = [];
  let what = '';
  const end = (): void => {
    const [first, last] = [row[0], row.at(-1)];
    const operations = new Set(row.map((exchange) => exchange.operation));
    if (first !== undefined && last !== undefined && row.length >= IN_A_ROW && operations.size >= OPERATIONS)
      outages.push({ from: first.seq, to: last.seq, what });
    row = [];
  };
  for (const exchange of exchanges) {
    const now = trouble(exchange, documents);
    if (now === undefined) continue;
    if (now === null) end();
    else {
      if (row.length === 0) what = now;
      row.push(exchange);
    }
  }
  end();
  return outages;
}

export function isWithin(exchange: Exchange, outages: readonly Outage[]): boolean {
  return outages.some(({ from, to }) => exchange.seq >= from && exchange.seq <= to);
}

/** Kind of the note that a scenario was interrupted by an outage and begun anew; its data say with which exchange. */
export const BEGUN_ANEW = 'begun-anew';

/**
 * What of a scenario's evidence counts for its verdict: the performance that no outage interrupted. What came before
 * is left for the judgement of single answers.
 */
export function soundPart(
  evidence: Evidence,
  outages: readonly Outage[],
): { readonly counts: Evidence; readonly before: Evidence; readonly interrupted: boolean } {
  const anew = evidence.notes.findLast((note) => note.kind === BEGUN_ANEW)?.data?.seq;
  const start = typeof anew === 'number' ? anew : 0;
  const sound = evidence.exchanges.filter((exchange) => !isWithin(exchange, outages));
  return {
    counts: { ...evidence, exchanges: sound.filter(({ seq }) => seq >= start) },
    before: {
      scenario: `${evidence.scenario}/interrupted`,
      exchanges: sound.filter(({ seq }) => seq < start),
      notes: [],
    },
    interrupted: start > 0,
  };
}
