import type { Catalogue } from '../suite/catalogue/types.ts';
import type { Scenario } from '../suite/plan/types.ts';

/** Requirements that a scenario is about, that can fail a server, and that are not set aside with a reason. */
export function provableRequirements(catalogue: Catalogue, scenarios: readonly Scenario[]): readonly string[] {
  const asked = new Set(scenarios.flatMap(({ requirements }) => requirements));
  return catalogue.requirements
    .filter(({ id, level, notTested }) => level !== 'inferred' && notTested === undefined && asked.has(id))
    .map(({ id }) => id);
}
