import { parseStep } from '../evidence/steps.ts';
import type { ScenarioCheck } from './check.ts';
import { describeAnswer } from './wording.ts';

const KINDS: ReadonlySet<unknown> = new Set(['longer-name-stays', 'namesake-stays']);

/** Whoever deletes one VM deletes no other, however alike the names are (§3.13). */
export const bystander: ScenarioCheck = {
  id: 'bystander',
  kind: 'scenario',
  faults: ['delete-vm/takes-longer-names', 'delete-vm/takes-namesakes'],
  appliesTo: (scenario) => scenario.family === 'deletion' && KINDS.has(scenario.variation.kind),
  judge(_scenario, evidence, _records, context) {
    const looks = evidence.exchanges.filter(
      (exchange) => exchange.operation === 'get-vm-information' && parseStep(exchange.step).role === 'probe',
    );
    const [before, after] = looks;
    if (before?.response?.status !== 200 || after?.response?.status !== 404) return [];
    return [
      {
        requirement: 'delete-vm.effect',
        expected: `${after.parameters['vdc-name']}/${after.parameters['vm-name']} still there, since another VM was deleted`,
        actual: describeAnswer(after, context),
        exchanges: [after, before],
        where: 'status',
      },
    ];
  },
};
