import type { Finding } from '../../suite/judge/types.ts';
import type { RunWithoutCatalogue, ScenarioResult } from '../model/run-result.ts';

/** The same run with its exchanges counted from `offset` on, wherever they are referred to. */
export function renumber(run: RunWithoutCatalogue, offset: number): RunWithoutCatalogue {
  if (offset === 0) return run;
  const move = (numbers: readonly number[]): readonly number[] => numbers.map((seq) => seq + offset);
  const moved = <Entry extends { readonly exchanges: readonly number[] }>(entries: readonly Entry[]): Entry[] =>
    entries.map((entry) => ({ ...entry, exchanges: move(entry.exchanges) }));
  const result = (one: ScenarioResult): ScenarioResult => ({
    ...one,
    exchanges: move(one.exchanges),
    advisories: moved<Finding>(one.advisories),
    verdict:
      one.verdict.outcome === 'failed'
        ? { ...one.verdict, findings: moved<Finding>(one.verdict.findings) }
        : one.verdict,
  });
  return {
    ...run,
    results: run.results.map(result),
    readings: run.readings.map((reading) => ({ ...reading, answers: moved(reading.answers) })),
    states: moved(run.states),
    pairs: moved(run.pairs),
    evidence: run.evidence.map((exchange) => ({ ...exchange, seq: exchange.seq + offset })),
  };
}

/** The highest number of an exchange, 0 where there is none. */
export function lastNumber(run: RunWithoutCatalogue): number {
  return run.evidence.reduce((most, exchange) => Math.max(most, exchange.seq), 0);
}
