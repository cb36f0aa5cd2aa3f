import type { Reading } from '../../suite/catalogue/types.ts';
import type { Finding } from '../../suite/judge/types.ts';
import type { ReadingResult, RunWithoutCatalogue, ScenarioResult } from '../model/run-result.ts';

/** The scenario that judges whether the dialect was kept, and what it judges by. */
const SCENARIO = 'run/dialect';
const REQUIREMENT = 'dialect.kept';
const CHECK = 'run-dialect';

/**
 * Each part of a run was judged over what it saw itself. That the server took one answer in one part and another answer
 * in another shows only here, and only where all parts met the same server: every part of a run against the embedded
 * mock has a mock of its own.
 */
export function keptDialect(run: RunWithoutCatalogue, register: readonly Reading[]): RunWithoutCatalogue {
  if (run.target.file === undefined) return run;
  const kept = new Set(register.filter(({ consistentAcross }) => consistentAcross === 'run').map(({ id }) => id));
  const mixed = run.readings.filter(({ id, answers, consistent }) => consistent && kept.has(id) && answers.length > 1);
  if (mixed.length === 0) return run;
  const findings = mixed.map(findingOf);
  return {
    ...run,
    outcome: 'nonconformant',
    readings: run.readings.map((reading) => (mixed.includes(reading) ? { ...reading, consistent: false } : reading)),
    results: run.results.map((result) => (result.scenario.id === SCENARIO ? withFindings(result, findings) : result)),
  };
}

function withFindings(result: ScenarioResult, findings: readonly Finding[]): ScenarioResult {
  const known = result.verdict.outcome === 'failed' ? result.verdict.findings : [];
  return { ...result, verdict: { outcome: 'failed', findings: [...known, ...findings] } };
}

function findingOf({ id, question, answers }: ReadingResult): Finding {
  const [one, two] = answers.toSorted((a, b) => b.count - a.count);
  return {
    check: CHECK,
    requirement: REQUIREMENT,
    outcome: 'failed',
    expected: `one answer to: ${question}`,
    actual: answers.map((answer) => `${answer.id} (${answer.count}×)`).join(', '),
    exchanges: [two?.exchanges[0], one?.exchanges[0]].filter((seq) => seq !== undefined),
    where: `reading ${id}`,
  };
}
