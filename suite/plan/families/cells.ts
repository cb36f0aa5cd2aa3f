import type { Catalogue } from '../../catalogue/types.ts';
import { scenario } from '../build.ts';
import { operationOfAction } from '../life-cycle-model.ts';
import type { Scenario } from '../types.ts';

/** Every state × every action: proven allowed, proven refused with nothing changed, or as the server's own list says (§3.14). */
export function cells(catalogue: Catalogue): readonly Scenario[] {
  return catalogue.lifeCycle.cells.map((cell) => {
    const operation = operationOfAction(catalogue, cell.action).id;
    const words = {
      allowed: 'is accepted',
      refused: 'is refused',
      open: 'is accepted or refused as the action list says',
    }[cell.rule];
    const mayList = catalogue.operation(operation).errors.includes('InvalidState');
    return scenario({
      id: `life-cycle/${cell.state}-${cell.action}`,
      title: `A ${cell.state} VM: ${cell.action} ${words}`,
      operation,
      family: 'cell',
      aspect: 'states',
      class: 'life-cycle',
      requirements: [
        'actions.depend-on-state',
        'actions.offered-accepted',
        'actions.not-offered-refused',
        'refused.unchanged',
        ...(cell.state === 'powered-off' ? ['actions.powered-off'] : []),
        ...(mayList ? [`${operation}.error.InvalidState`] : []),
      ],
      tier: 'life-cycle',
      mutates: true,
      codes: cell.rule === 'refused' && mayList ? ['InvalidState'] : [],
      variation: { state: cell.state, action: cell.action },
      cost: { requests: 12, tasks: cell.rule === 'refused' ? 0 : 1 },
    });
  });
}
