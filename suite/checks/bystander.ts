import { parseStep } from '../evidence/steps.ts';
import type { ScenarioCheck } from './check.ts';
import { describeAnswer } from './wording.ts';

/** Whoever deletes one VM deletes no other, however alike the names are (§3.13). */
export const bystander: ScenarioCheck = {
  id: 'bystander',
  kind: 'scenario',
  faults: ['delete-vm/takes-longer-names'],
  appliesTo: (scenario) => scenario.family === 'deletion' && scenario.variation.kind === 'longer-name-stays',
  judge(_scenario, evidence, _records, context) {
    const looks = evidence.exchanges.filter(
      (exchange) => exchange.operation === 'get-vm-information' && parseStep(exchange.step).role === 'probe',
    );
    const [before, after] = looks;
    if (before?.response?.status !== 200 || after?.response?.status !== 404) return [];
    return [
      {
        requirement: 'delete-vm.effect',
        expected: `${after.parameters['vm-name']} still there, since another VM was deleted`,
        actual: describeAnswer(after, context),
        exchanges: [after, before],
        where: 'status',
      },
    ];
  },
};
