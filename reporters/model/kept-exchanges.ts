import type { Body, Exchange } from '../../suite/evidence/types.ts';
import { groupBy } from './group-by.ts';
import { reportBody } from './reported-body.ts';
import type { RunResult } from './run-result.ts';
import type { ReportedExchange } from './types.ts';

/** How much of the evidence a report may hold; the recording holds it all. */
export interface KeepLimits {
  /** Octets of one body. */
  readonly body: number;
  /** Octets of all bodies together; past it, bodies are cut to `bodyWhenFull`. */
  readonly allBodies: number;
  readonly bodyWhenFull: number;
  /** Exchanges in all. */
  readonly exchanges: number;
}

const KEEP_LIMITS: KeepLimits = {
  body: 64 * 1024,
  allBodies: 3 * 1024 * 1024,
  bodyWhenFull: 1024,
  exchanges: 2000,
};

/** Findings of one kind in one scenario of which the exchanges come first: one flaw can show in thousands of them. */
const FIRST = 3;

/** Yields sequence numbers, the most telling first: failures, then what could not be told, then a sample of the rest. */
function* byImportance(run: RunResult): Generator<number> {
  const failed = run.results.flatMap((result) => (result.verdict.outcome === 'failed' ? [result.verdict] : []));
  for (const { findings } of failed) {
    const kinds = groupBy(findings, ({ requirement, check }) => `${requirement} ${check}`);
    for (const kind of kinds.values()) for (const { exchanges } of kind.slice(0, FIRST)) yield* exchanges.slice(0, 4);
  }
  for (const { consistent, answers } of run.readings)
    if (!consistent) for (const answer of answers) yield* answer.exchanges.slice(0, 2);
  for (const cell of [...run.states, ...run.pairs])
    if (cell.verdict === 'contradicts') yield* cell.exchanges.slice(0, 3);
  for (const verdict of failed)
    for (const finding of verdict.findings.slice(0, 200)) yield* finding.exchanges.slice(0, 1);
  for (const reading of run.readings) for (const answer of reading.answers) yield* answer.exchanges.slice(0, 2);
  for (const verdict of failed) for (const finding of verdict.findings.slice(0, 200)) yield* finding.exchanges;
  for (const { verdict, exchanges } of run.results) if (verdict.outcome === 'cantTell') yield* exchanges.slice(-2);
  for (const cell of run.states) yield* cell.exchanges.slice(0, 2);
  for (const { advisories } of run.results) for (const finding of advisories) yield* finding.exchanges.slice(0, 1);
  const shown = new Set<string | null>();
  for (const { scenario, verdict, exchanges } of run.results) {
    if (verdict.outcome !== 'passed' || shown.has(scenario.operation)) continue;
    shown.add(scenario.operation);
    yield* exchanges.slice(0, 4);
  }
}

/** Chooses and cuts the exchanges that the report holds, ordered by `seq`. */
export function keepExchanges(run: RunResult, limits: KeepLimits = KEEP_LIMITS): ReportedExchange[] {
  const recorded = new Map(run.evidence.map((exchange) => [exchange.seq, exchange]));
  const kept = new Map<number, ReportedExchange>();
  let spent = 0;
  const cut = (body: Body) => {
    const left = limits.allBodies - spent;
    const reported = reportBody(
      body,
      left >= limits.body ? limits.body : Math.min(limits.body, Math.max(left, limits.bodyWhenFull)),
    );
    spent += reported.text.length;
    return reported;
  };
  for (const seq of byImportance(run)) {
    if (kept.size >= limits.exchanges) break;
    const exchange = recorded.get(seq);
    if (exchange !== undefined && !kept.has(seq)) kept.set(seq, reportExchange(exchange, cut));
  }
  return [...kept.values()].sort((a, b) => a.seq - b.seq);
}

function reportExchange(exchange: Exchange, cut: (body: Body) => ReturnType<typeof reportBody>): ReportedExchange {
  const {
    seq,
    scenario,
    step,
    operation,
    principal,
    parameters,
    attempt,
    request,
    response,
    failure,
    startedAt,
    elapsedMs,
  } = exchange;
  return {
    seq,
    scenario,
    step,
    operation,
    principal,
    parameters,
    attempt,
    request: {
      method: request.method,
      url: request.url,
      headers: request.headers,
      body: request.body === null ? null : cut(request.body),
      ...(request.placeholders === undefined ? {} : { placeholders: request.placeholders }),
    },
    response:
      response === null
        ? null
        : { status: response.status, reason: response.reason, headers: response.headers, body: cut(response.body) },
    failure,
    startedAt,
    elapsedMs,
  };
}
