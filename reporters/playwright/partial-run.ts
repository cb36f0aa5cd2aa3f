import type { Exchange } from '../../suite/evidence/types.ts';
import type { RunWithoutCatalogue, ScenarioResult } from '../model/run-result.ts';
import type { RunFacts } from './run-part.ts';

export interface PartialRun {
  readonly run: RunFacts;
  readonly results: readonly ScenarioResult[];
  readonly evidence: readonly Exchange[];
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly stoppedBecause: string;
}

/** A run that was never judged as a whole: its scenarios stand, and nothing that only the whole can show is claimed. */
export function partialRun({ run, results, evidence, finishedAt, stoppedBecause }: PartialRun): RunWithoutCatalogue {
  return {
    suite: run.suite,
    xmlEngine: run.xmlEngine,
    seed: run.seed,
    startedAt: run.startedAt,
    finishedAt,
    target: run.target,
    outcome: results.some(({ verdict }) => verdict.outcome === 'failed') ? 'nonconformant' : 'incomplete',
    results,
    readings: [],
    states: [],
    pairs: [],
    codes: [],
    residue: { checked: false, left: [] },
    counts: {
      requests: evidence.length,
      tasks: evidence.filter((exchange) => exchange.response?.status === 202).length,
    },
    retries: evidence.filter((exchange) => exchange.attempt > 1).length,
    complete: false,
    stoppedBecause,
    evidence,
  };
}
