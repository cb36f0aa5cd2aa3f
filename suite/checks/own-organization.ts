import { linksOf } from '../document/links.ts';
import { parseStep } from '../evidence/steps.ts';
import { statusOf } from './action-record.ts';
import type { ScenarioCheck } from './check.ts';

/** Whoever reads the organisation list finds an organisation of their own in it (§3.30). */
export const ownOrganization: ScenarioCheck = {
  id: 'own-organization',
  kind: 'scenario',
  faults: ['get-organization-list/first-only'],
  companions: ['get-organization-list/empty-for-managers'],
  appliesTo: (scenario) => scenario.family === 'own-organization',
  judge(_scenario, evidence, _records, context) {
    const list = evidence.exchanges.find(({ operation }) => operation === 'get-organization-list');
    if (list === undefined || statusOf(list) !== 200) return [];
    const names = linksOf(context.documents.root(list), context.catalogue.version).map((link) => link.name);
    const looks = evidence.exchanges.filter(
      ({ operation, step, response }) =>
        operation === 'get-organization-information' && parseStep(step).role === 'probe' && response !== null,
    );
    // Only where each of them was looked into, and each was refused, is none of them the reader's own.
    if (looks.length < names.length || looks.some((look) => ![403, 404].includes(statusOf(look)))) return [];
    return [
      {
        requirement: 'organization.listed',
        expected: `an organisation that ${list.principal} may read`,
        actual: names.length === 0 ? 'an empty list' : `${names.join(', ')}, which ${list.principal} is refused`,
        exchanges: [list, ...looks],
        where: '/OrganizationList',
      },
    ];
  },
};
