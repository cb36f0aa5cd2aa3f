import { NO_ROOM } from '../catalogue/no-room.ts';
import type { JudgeContext } from '../checks/check.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { phaseOf, readTask } from '../document/task.ts';
import { parseStep } from '../evidence/steps.ts';
import type { Evidence, Exchange } from '../evidence/types.ts';
import type { Scenario } from '../plan/types.ts';
import type { Ending } from './judge.ts';
import { BEGUN_ANEW } from './outages.ts';
import type { Finding, RunOutcome, Verdict } from './types.ts';

/** One verdict out of what was found, how far the performance came, and what was observed at all. */
export function verdictOf(
  scenario: Scenario,
  ending: Ending,
  evidence: Evidence,
  findings: readonly Finding[],
  observed: number,
  context: JudgeContext,
): Verdict {
  if (ending.kind === 'blocked' && ending.lost === true)
    return { outcome: 'cantTell', cause: ending.cause, reason: ending.reason };
  const failed = findings.filter((finding) => finding.outcome === 'failed');
  if (failed.length > 0) return { outcome: 'failed', findings: withShortestPath(failed, evidence) };
  if (ending.kind === 'inapplicable' || ending.kind === 'untested')
    return { outcome: ending.kind, reason: ending.reason };
  if (ending.kind === 'blocked') return { outcome: 'cantTell', cause: ending.cause, reason: ending.reason };
  // A summary counts flaws; what kept a scenario from its end is told by that scenario.
  const summary = scenario.family === 'set-up' || scenario.family === 'answers' || scenario.family === 'run';
  const trouble = summary ? null : (transportTrouble(evidence) ?? overdueTask(evidence, context));
  if (trouble !== null) return trouble;
  const missed = unachieved(scenario, evidence, context);
  if (missed !== null) return missed;
  if (observed === 0) return { outcome: 'inapplicable', reason: 'nothing of the kind came up in this run' };
  const anew = evidence.notes.some((note) => note.kind === BEGUN_ANEW);
  // That room had to be made first says nothing about the server.
  const again = evidence.exchanges.some(
    (exchange) => context.superseded(exchange) && !FULL.has(errorCodeOf(context.documents.root(exchange)) ?? ''),
  );
  const flaky = anew || again;
  return { outcome: 'passed', observed: describe(scenario, evidence, observed, context), ...(flaky ? { flaky } : {}) };
}

/** Codes that say that there is no room for a VM now. */
const FULL: ReadonlySet<string> = new Set([...NO_ROOM, 'NfsVmCountFull', 'NfsVMNotFound']);

/** A scenario about success that saw only refusals which the guide admits has not shown what it is about. */
function unachieved(scenario: Scenario, evidence: Evidence, context: JudgeContext): Verdict | null {
  if (scenario.expects?.kind !== 'success' || scenario.family === 'read-success') return null;
  const calls = evidence.exchanges.filter((exchange) => parseStep(exchange.step).role === 'call');
  if (calls.some((exchange) => (exchange.response?.status ?? 0) >= 200 && (exchange.response?.status ?? 0) < 300))
    return null;
  const last = calls.at(-1);
  const code = last === undefined ? undefined : errorCodeOf(context.documents.root(last));
  return {
    outcome: 'cantTell',
    cause: code !== undefined && FULL.has(code) ? 'no-lease' : 'blocked',
    reason: `the server refused every try: ${code ?? last?.response?.status ?? 'nothing was sent'}`,
  };
}

/** A walk that failed tells the shortest path that still does. */
function withShortestPath(findings: readonly Finding[], evidence: Evidence): readonly Finding[] {
  const shrunk = evidence.notes.find((note) => note.kind === 'shrunk');
  if (shrunk === undefined) return findings;
  return findings.map((finding) => ({
    ...finding,
    where: `${finding.where}; shortest path, from a powered-off VM: ${shrunk.text}`,
  }));
}

/** A request under test that never got an answer leaves the question open. */
function transportTrouble(evidence: Evidence): Verdict | null {
  const last = new Map<string, Exchange>();
  for (const exchange of evidence.exchanges)
    last.set(`${exchange.step} ${exchange.request.method} ${exchange.request.url}`, exchange);
  for (const exchange of last.values()) {
    if (exchange.response !== null) continue;
    const kind = exchange.failure?.kind ?? 'other';
    return {
      outcome: 'cantTell',
      cause: kind === 'timeout' ? 'timeout' : 'transport',
      reason: `${exchange.request.method} ${new URL(exchange.request.url).pathname}: ${exchange.failure?.message ?? kind}`,
    };
  }
  return null;
}

/** A task whose end was not seen within its budget; the guide sets no bound. */
function overdueTask(evidence: Evidence, context: JudgeContext): Verdict | null {
  const lastPoll = new Map<number, Exchange>();
  for (const exchange of evidence.exchanges) {
    const { action, role } = parseStep(exchange.step);
    if (role === 'poll' && action !== null) lastPoll.set(action, exchange);
  }
  for (const poll of lastPoll.values()) {
    const task = readTask(context.documents.root(poll));
    const phase = phaseOf(task?.status, context.catalogue.tasks);
    if (phase === 'ended-well' || phase === 'ended-badly') continue;
    return {
      outcome: 'cantTell',
      cause: 'timeout',
      reason: `the task ${poll.parameters['task-id']} had not ended within its budget: status ${task?.status ?? 'unreadable'}`,
    };
  }
  return null;
}

function describe(scenario: Scenario, evidence: Evidence, observed: number, context: JudgeContext): string {
  const calls = evidence.exchanges.filter((exchange) => parseStep(exchange.step).role === 'call');
  const shown = (calls.length > 0 ? calls : evidence.exchanges).slice(0, 4).map((exchange) => {
    const code = errorCodeOf(context.documents.root(exchange));
    return `${exchange.response?.status ?? '—'}${code === undefined ? '' : ` ${code}`}`;
  });
  return shown.length === 0 ? `${observed} exchanges of the run` : `${scenario.family}: ${shown.join(', ')}`;
}

/** Conformant only when everything applicable passed; a run that saw nothing is not even incomplete. */
export function outcomeOf(verdicts: readonly Verdict[]): RunOutcome {
  if (verdicts.some((verdict) => verdict.outcome === 'failed')) return 'nonconformant';
  if (verdicts.some((verdict) => verdict.outcome === 'untested' || verdict.outcome === 'cantTell')) return 'incomplete';
  return 'conformant';
}
