import { bodyText } from '../evidence/body.ts';
import { parseStep } from '../evidence/steps.ts';
import type { ScenarioCheck } from './check.ts';

/** No answer tells another tenant anything that it did not say itself. */
export const disclosure: ScenarioCheck = {
  id: 'disclosure',
  kind: 'scenario',
  faults: ['errors/tells-of-other-tenants', 'list-uploaded-image/of-all'],
  companions: ['*/tenant-open', '*/tenant-open-in-the-second-vdc'],
  appliesTo: (scenario) => scenario.variation.principal === 'foreignAdmin',
  judge(_scenario, evidence, _records, context) {
    return evidence.exchanges
      .filter((exchange) => parseStep(exchange.step).role === 'call' && exchange.principal === 'foreignAdmin')
      .flatMap((exchange) => {
        if (exchange.response === null) return [];
        const said = `${decodeURIComponent(exchange.request.url)} ${exchange.request.body === null ? '' : bodyText(exchange.request.body)}`;
        const told = new Set(bodyText(exchange.response.body).split(/[^\p{L}\p{N}_-]+/u));
        // Two organisations may call things alike: below its own, a stranger is told too much only by names of the run's making.
        const below = exchange.parameters['org-name'] !== context.organization;
        const secrets = below ? context.made : context.confidential;
        const names = [...secrets].filter((name) => told.has(name) && !said.includes(name));
        if (names.length === 0) return [];
        return [
          {
            requirement: 'tenant.undisclosed',
            expected: 'nothing about the other organisation',
            actual: `the answer names ${names.slice(0, 3).join(', ')}`,
            exchanges: [exchange],
            where: 'body',
          },
        ];
      });
  },
};
