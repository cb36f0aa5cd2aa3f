import type { Catalogue, Operation, StableState } from '../catalogue/types.ts';

/**
 * A model of the life cycle, to plan and to estimate by and never to judge by: a server that takes an operation in the
 * states that its section is for, and in no other.
 */

/** `power-off` → `power-off-vm`, `update` → `update-vm-instance-type`. */
export function operationOfAction(catalogue: Catalogue, action: string): Operation {
  const byAction = catalogue.operations.find((operation) => operation.action === action);
  return byAction ?? catalogue.operation(action === 'delete' ? 'delete-vm' : 'update-vm-instance-type');
}

export function takes(catalogue: Catalogue, state: StableState, action: string): boolean {
  return operationOfAction(catalogue, action).given.states.includes(state);
}

/** The state after an action that was taken; null where the VM is gone. */
export function leadsTo(catalogue: Catalogue, state: StableState, action: string): StableState | null {
  const { state: after } = operationOfAction(catalogue, action).then;
  return after === 'unchanged' ? state : after;
}
