import { loadCatalogue } from '../suite/catalogue/load.ts';
import { TIERS } from '../suite/catalogue/types.ts';
import { criticalPath } from '../suite/engine/critical-path.ts';
import { applicability } from '../suite/plan/applicability.ts';
import { planScenarios } from '../suite/plan/planner.ts';
import { defaultTarget } from '../suite/target/default-target.ts';
import { loadTarget } from '../suite/target/target-file.ts';
import type { Target } from '../suite/target/types.ts';
import { restrict, type SelectionOptions, select } from './selection.ts';

export interface PlanOptions extends SelectionOptions {
  readonly target?: string;
  readonly json?: boolean;
  /** Milliseconds that one task takes on this server. */
  readonly taskTime: number;
  /** Decides the random walks. */
  readonly seed: number;
}

/** What a request costs this suite and a quick server. */
const REQUEST_MS = 2;

/** The embedded mock, as far as planning needs to know it. */
function embeddedStatement(): Target {
  const principal = { username: 'planned', password: 'planned' };
  return defaultTarget({
    name: 'embedded mock',
    baseUrl: 'http://127.0.0.1',
    principals: { admin: principal, foreignAdmin: principal, accountManager: principal, nonAdmin: principal },
    tiers: [...TIERS],
    hook: 'http://127.0.0.1',
  });
}

/** Says what would run and what it would cost; sends nothing. */
export function plan(options: PlanOptions): number {
  const target = restrict(options.target === undefined ? embeddedStatement() : loadTarget(options.target), options);
  const catalogue = loadCatalogue();
  const scenarios = select(planScenarios(catalogue), options).map((scenario) => ({
    scenario,
    applies: applicability(scenario, target),
  }));
  const running = scenarios.filter(({ applies }) => applies.runs).map(({ scenario }) => scenario);
  const requests = running.reduce((sum, scenario) => sum + scenario.cost.requests, 0);
  const { parallel, ownedVms } = target.limits;
  const conditions = { catalogue, seed: options.seed, parallel, ownedVms, taskMs: options.taskTime };
  const { tasks, longestChain, criticalTasks, criticalMs } = criticalPath(running, conditions);
  const estimateMs = criticalMs + requests * REQUEST_MS;
  if (options.json === true) {
    process.stdout.write(
      `${JSON.stringify({ target: target.name, scenarios: scenarios.map(({ scenario, applies }) => ({ ...scenario, ...applies })), totals: { scenarios: scenarios.length, running: running.length, requests, tasks, longestChain, criticalTasks, criticalMs, estimateMs } }, null, 2)}\n`,
    );
    return 0;
  }
  for (const { scenario, applies } of scenarios) {
    process.stdout.write(
      `${applies.runs ? ' ' : '-'} ${scenario.id}  ${scenario.title}${applies.runs ? '' : `  [${applies.outcome}: ${applies.reason}]`}\n`,
    );
  }
  process.stdout.write(
    `\n${running.length} of ${scenarios.length} scenarios would run against ${target.name}: about ${requests} requests and at least ${tasks} tasks.\nLongest chain of dependent tasks: ${longestChain}. Critical path: ${criticalTasks} tasks one after the other${criticalTasks > longestChain ? `, as no more than ${parallel} may be in flight` : ''}: ${(criticalMs / 1000).toFixed(1)} s at ${options.taskTime} ms a task; about ${(estimateMs / 1000).toFixed(1)} s in all.\n`,
  );
  return 0;
}
