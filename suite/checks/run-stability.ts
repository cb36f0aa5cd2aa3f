import { errorCodeOf } from '../document/error-message.ts';
import { mustSucceed, parseStep } from '../evidence/steps.ts';
import type { Exchange } from '../evidence/types.ts';
import type { RawFinding, RunCheck } from './check.ts';

/** So many passing faults in one run are a bad day; more are a property of the server. */
const BAD_DAY = 3;

/** Valid reads that failed once and succeeded on the repeat, more often than a bad day explains, and requests that are never answered. */
export const runStability: RunCheck = {
  id: 'run-stability',
  kind: 'run',
  summary: 'stability',
  faults: ['every-seventh-answer-fails', 'get-network-list/connection-cut'],
  companions: ['*/read-refused'],
  judge(exchanges, _records, context) {
    const findings: RawFinding[] = [];
    const errors = exchanges.filter(
      (exchange) =>
        context.superseded(exchange) &&
        (exchange.response?.status ?? 0) >= 500 &&
        mustSucceed(exchange.step) &&
        errorCodeOf(context.documents.root(exchange)) !== 'ServerBusy',
    );
    if (errors.length > BAD_DAY)
      findings.push({
        requirement: 'run.stable',
        expected: 'valid requests to be served',
        actual: `${errors.length} valid reads failed with a server error and succeeded when repeated`,
        exchanges: errors.slice(0, 5),
        where: 'status',
      });
    const unanswered = new Map<string, Exchange[]>();
    for (const exchange of exchanges) {
      const kind = exchange.failure?.kind;
      if (kind !== 'reset' && kind !== 'protocol' && kind !== 'content-encoding') continue;
      const key = `${exchange.scenario} ${parseStep(exchange.step).role} ${exchange.request.method} ${exchange.request.url}`;
      unanswered.set(key, [...(unanswered.get(key) ?? []), exchange]);
    }
    // The same request broken off on every try is the server's doing, not the network's.
    for (const broken of unanswered.values()) {
      if (broken.length < 3) continue;
      const operation = broken[0]?.operation;
      findings.push({
        requirement: operation == null ? 'run.stable' : `${operation}.success-status`,
        expected: 'an HTTP response',
        actual: `${broken.length} tries in a row ended with ${broken[0]?.failure?.kind}: ${broken[0]?.failure?.message}`,
        exchanges: broken.slice(0, 3),
        where: 'connection',
      });
    }
    return findings;
  },
};
