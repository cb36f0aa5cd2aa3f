import type { Catalogue, StableState } from '../catalogue/types.ts';
import { type History, historyBegins } from './histories.ts';
import type { Scenario } from './types.ts';

/** Families whose scenarios begin with a VM that is off, whatever they are about. */
const BEGIN_OFF: readonly string[] = ['walk', 'name-reuse', 'deploy-reused', 'quota'];

/** The state in which a scenario first asks for a VM of the run's own; null where it asks for none. */
export function neededState(scenario: Scenario, catalogue: Catalogue): StableState | null {
  const { family, variation } = scenario;
  if (variation.state !== undefined) return variation.state as StableState;
  if (BEGIN_OFF.includes(family)) return 'powered-off';
  if (family === 'update-after-resume') return 'suspended';
  if (family === 'pair') {
    const first = catalogue.operations.find((operation) => operation.action === variation.first);
    return first?.given.states[0] ?? 'powered-off';
  }
  if (scenario.operation === null) return null;
  const operation = catalogue.operation(scenario.operation);
  const onVm = operation.parameters.includes('vm-name') && operation.method !== 'GET';
  if (!onVm) return null;
  const state = operation.given.states[0] ?? 'powered-off';
  return variation.history === undefined ? state : historyBegins(variation.history as History, state);
}
