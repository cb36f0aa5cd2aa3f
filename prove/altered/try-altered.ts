import type { Fault } from '../../mock/faults/types.ts';
import type { Catalogue } from '../../suite/catalogue/types.ts';
import { Documents } from '../../suite/document/documents.ts';
import { type Recorded, verdictAll } from '../../suite/engine/verdict-all.ts';
import type { Evidence } from '../../suite/evidence/types.ts';
import type { Scenario } from '../../suite/plan/types.ts';
import type { XmlEngine } from '../../suite/xml/types.ts';
import { killsOf, openOf } from '../kills.ts';
import type { TrialResult } from '../trial.ts';
import { alterAnswer, NeedsServer } from './alter-answer.ts';

export interface AlteredSetting {
  readonly catalogue: Catalogue;
  readonly xml: XmlEngine;
  /** A whole run against a conforming server. */
  readonly recorded: Recorded;
}

/**
 * What the judge says of a recording in which every answer is what a server with this fault would have given. Null for
 * a fault that a recording cannot show: one that decides otherwise, cuts the connection, or looks into the service.
 */
export function tryAltered(
  fault: Fault,
  { catalogue, xml, recorded }: AlteredSetting,
  scenarios: readonly Scenario[],
): TrialResult | null {
  const begun = performance.now();
  const spoiler = fault.apply();
  if (spoiler.policies !== undefined) return null;
  const documents = new Documents(xml);
  try {
    // What all scenarios of the recorded run needed for their set-up is not a part of these few.
    const wanted = new Set(scenarios.filter(({ family }) => family !== 'set-up').map(({ id }) => id));
    const evidence = [...recorded.evidence].filter(([id]) => wanted.has(id));
    const exchanges = evidence.flatMap(([, one]) => one.exchanges).toSorted((a, b) => a.seq - b.seq);
    // In the order in which they were answered, since a fault may count.
    const altered = new Map(exchanges.map((one) => [one.seq, alterAnswer(one, spoiler, catalogue, documents)]));
    const outcome = verdictAll(catalogue, documents, {
      ...recorded,
      scenarios,
      evidence: new Map(
        evidence.map(([id, one]): [string, Evidence] => [
          id,
          { ...one, exchanges: one.exchanges.map((exchange) => altered.get(exchange.seq) ?? exchange) },
        ]),
      ),
    });
    return {
      outcome: outcome.outcome,
      kills: killsOf(outcome),
      open: openOf(outcome),
      exchanges: exchanges.length,
      elapsedMs: Math.round(performance.now() - begun),
    };
  } catch (error) {
    if (error instanceof NeedsServer) return null;
    throw error;
  }
}
