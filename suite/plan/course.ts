import type { Catalogue, StableState } from '../catalogue/types.ts';
import { type History, historyBefore } from './histories.ts';
import { leadsTo, operationOfAction, takes } from './life-cycle-model.ts';
import type { Scenario } from './types.ts';
import { walkPath } from './walk-path.ts';

/** What a scenario makes a server do that takes each operation in the states that it is for and in no other. */
export interface Course {
  /** Tasks, one after the other. */
  readonly tasks: number;
  /** VMs that it makes. */
  readonly makes: number;
  /** The state in which it leaves the VM it was lent; null where it deletes it or was lent none. */
  readonly ends: StableState | null;
}

/** The actions of a scenario in their order; null where it is about something else. */
function actionsOf(scenario: Scenario, catalogue: Catalogue, seed: number): readonly string[] | null {
  const { family, variation, operation, needs } = scenario;
  if (family === 'pair') return [String(variation.first), String(variation.second)];
  if (family === 'cell') return [String(variation.action)];
  if (family === 'walk') return walkPath(scenario, catalogue, seed);
  if (family === 'update-after-resume') return ['resume', 'power-off', 'update'];
  if (family === 'name-reuse') return ['clone'];
  if (family !== 'action-success') return null;
  const action = ['update', 'delete'].find((one) => operationOfAction(catalogue, one).id === operation);
  const own = action ?? String(catalogue.operation(operation ?? '').action);
  // Three updates reach every size.
  const calls = own === 'update' ? [own, own, own] : [own];
  if (variation.history === undefined || needs === null) return calls;
  const state = operationOfAction(catalogue, own).given.states[0] ?? 'powered-off';
  return [...historyBefore(variation.history as History, state), ...calls];
}

export function courseOf(scenario: Scenario, catalogue: Catalogue, seed: number): Course {
  const { cost, needs } = scenario;
  const actions = actionsOf(scenario, catalogue, seed);
  if (actions === null || needs === null) {
    const makes = scenario.family === 'deploy' ? cost.tasks : 0;
    return { tasks: cost.tasks, makes, ends: needs };
  }
  let state: StableState | null = needs;
  let tasks = 0;
  let makes = 0;
  for (const action of actions) {
    if (state === null || !takes(catalogue, state, action)) continue;
    tasks += 1;
    if (action === 'clone') makes += 1;
    state = leadsTo(catalogue, state, action);
  }
  return { tasks, makes, ends: state };
}
