import type { RunResult } from '../../reporters/model/run-result.ts';
import type { Scenario } from '../../suite/plan/types.ts';

const MARK = '~';

/**
 * A scenario that is performed again (`--repeat-each`, a retry, once more in the editor) is judged from what this time
 * showed. Inside the run it goes by another id.
 */
export function repetition(scenario: Scenario, time: number): Scenario {
  return time === 1 ? scenario : { ...scenario, id: `${scenario.id}${MARK}${time}` };
}

function plainId(id: string): string {
  return id.split(MARK)[0] ?? id;
}

/** The run with every repetition under its scenario's own id; whoever reports puts them together. */
export function withPlainIds(run: RunResult): RunResult {
  return {
    ...run,
    results: run.results.map((result) => {
      const id = plainId(result.scenario.id);
      return id === result.scenario.id ? result : { ...result, scenario: { ...result.scenario, id } };
    }),
    codes: run.codes.map((code) => ({ ...code, scenarios: [...new Set(code.scenarios.map(plainId))] })),
    tasks: (run.tasks ?? []).map((task) => ({ ...task, scenario: plainId(task.scenario) })),
    evidence: run.evidence.map((exchange) =>
      exchange.scenario.includes(MARK) ? { ...exchange, scenario: plainId(exchange.scenario) } : exchange,
    ),
  };
}
