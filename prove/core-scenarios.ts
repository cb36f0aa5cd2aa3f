import type { Scenario } from '../suite/plan/types.ts';

/** Scenarios that every conforming server meets: what anybody would try first. */
const CORE: ReadonlySet<string> = new Set(['read-success', 'crawl', 'image-store', 'nfs', 'answers', 'set-up', 'run']);

/** The other scenarios are dealt out: each conforming server meets one share of so many. */
const SHARES = 12;

/**
 * What a conforming server meets when it does not meet the whole suite: a core, and a share of everything else that
 * differs from server to server, so that all of them together meet everything many times.
 */
export function coreScenarios(scenarios: readonly Scenario[], index: number): readonly Scenario[] {
  let place = 0;
  return scenarios.filter((scenario) => {
    if (CORE.has(scenario.family)) return true;
    if (scenario.family === 'action-success' && scenario.id.endsWith('/success')) return true;
    place += 1;
    return place % SHARES === index % SHARES;
  });
}
