import type { PairCell, StateCell, StateVerdict } from '../reporters/model/run-result.ts';
import type { Catalogue } from '../suite/catalogue/types.ts';
import { accepted } from '../suite/checks/action-record.ts';
import type { FinishedRun } from '../suite/engine/run.ts';
import type { Verdict } from '../suite/judge/types.ts';

function reasonOf(verdict: Verdict | undefined): string {
  if (verdict === undefined) return 'not selected for this run';
  if (verdict.outcome === 'passed') return verdict.observed;
  if (verdict.outcome === 'failed')
    return verdict.findings.map((finding) => `expected ${finding.expected}, got ${finding.actual}`).join('; ');
  return verdict.reason;
}

function stateVerdict(
  verdict: Verdict | undefined,
  rule: 'allowed' | 'refused' | 'open',
  taken: boolean,
): StateVerdict {
  if (verdict === undefined || verdict.outcome === 'untested') return 'untested';
  if (verdict.outcome === 'failed') return 'contradicts';
  if (verdict.outcome !== 'passed') return 'not-reachable';
  if (rule === 'open') return taken ? 'server-allows' : 'server-refuses';
  return rule === 'allowed' ? 'proven-allowed' : 'proven-refused';
}

/** Every state × action with what was proven about it. */
export function stateCells(catalogue: Catalogue, run: FinishedRun): readonly StateCell[] {
  const results = new Map(run.outcome.results.map((result) => [result.scenario.id, result]));
  return catalogue.lifeCycle.cells.map((cell) => {
    const id = `life-cycle/${cell.state}-${cell.action}`;
    const verdict = results.get(id)?.verdict;
    const record = run.outcome.records.find((candidate) => candidate.scenarioId === id);
    return {
      state: cell.state,
      action: cell.action,
      verdict: stateVerdict(verdict, cell.rule, record !== undefined && accepted(record)),
      section: cell.section,
      reason: reasonOf(verdict),
      exchanges: record === undefined ? [] : [record.call.seq],
    };
  });
}

/** Every two successive actions, from the state that the first is for. */
export function pairCells(catalogue: Catalogue, run: FinishedRun): readonly PairCell[] {
  return run.outcome.results
    .filter((result) => result.scenario.family === 'pair')
    .map(({ scenario, verdict }) => {
      const first = String(scenario.variation.first);
      const records = run.outcome.records.filter((record) => record.scenarioId === scenario.id);
      const last = records.at(-1);
      const operation = catalogue.operations.find((candidate) => candidate.action === first);
      return {
        first,
        second: String(scenario.variation.second),
        from: operation?.given.states[0] ?? 'powered-off',
        verdict: stateVerdict(verdict, 'open', last !== undefined && accepted(last)),
        exchanges: records.map((record) => record.call.seq),
      };
    });
}
