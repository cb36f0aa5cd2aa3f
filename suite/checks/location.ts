import { taskLocation } from '../document/task.ts';
import type { ExchangeCheck } from './check.ts';

/** 202 comes with a Location of the form `<version-number>/org/<org-name>/task/<id>`, relative, rooted or absolute. */
export const location: ExchangeCheck = {
  id: 'location',
  kind: 'exchange',
  faults: ['*/location-missing', '*/location-of-other-organization', '*/location-of-wrong-form'],
  companions: ['*/any-version'],
  judge(exchange, context) {
    if (exchange.operation === null || exchange.response?.status !== 202) return [];
    const operation = context.catalogue.operation(exchange.operation);
    if (operation.kind !== 'asynchronous' || exchange.request.method !== operation.method) return [];
    const wrong = (actual: string) => [
      {
        requirement: `${operation.id}.location`,
        expected: `Location: ${context.catalogue.version}/org/${exchange.parameters['org-name']}/task/<id>`,
        actual,
        exchanges: [exchange],
        where: 'header Location',
      },
    ];
    const found = taskLocation(exchange, context.catalogue.version);
    if (found === null) return wrong('no Location header');
    const segments = found.resolved?.segments;
    const fits =
      segments !== undefined &&
      segments.length === 5 &&
      segments[2] === exchange.parameters['org-name'] &&
      segments[3] === 'task';
    return fits ? [] : wrong(found.raw);
  },
};
