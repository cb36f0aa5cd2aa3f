import { linksOf } from '../document/links.ts';
import { parseStep } from '../evidence/steps.ts';
import type { Exchange } from '../evidence/types.ts';
import { statusOf } from './action-record.ts';
import type { ScenarioCheck } from './check.ts';

/** One role more shows nothing less: whoever is account manager as well is told of all that an administrator is (§3.1). */
export const bothRoles: ScenarioCheck = {
  id: 'both-roles',
  kind: 'scenario',
  faults: ['get-organization-list/empty-for-managers'],
  companions: ['get-network-list/short-now-and-then'],
  appliesTo: ({ family }) => family === 'both-roles',
  judge(scenario, { exchanges }, _records, { documents, catalogue }) {
    const names = (exchange: Exchange): readonly string[] =>
      linksOf(documents.root(exchange), catalogue.version).map(({ name }) => name);
    const [twin, call] = (['twin', 'call'] as const).map((role) =>
      exchanges.find((exchange) => parseStep(exchange.step).role === role && statusOf(exchange) === 200),
    );
    if (twin === undefined || call === undefined || documents.root(call) === undefined) return [];
    const shown = new Set(names(call));
    const missing = names(twin).filter((name) => !shown.has(name));
    if (missing.length === 0) return [];
    return [
      {
        requirement: `${scenario.operation}.role`,
        expected: `${missing.join(', ')} in the list, as an administrator is shown`,
        actual: [...shown].join(', ') || 'an empty list',
        exchanges: [call, twin],
        where: 'body',
      },
    ];
  },
};
