import type { Catalogue, Operation, Provocation } from './types.ts';

/** How a client provokes a code that the operation lists: the operation's own way, or the one of the register. */
export function provocationOf(catalogue: Catalogue, operation: Operation, code: string): Provocation {
  const provocation = operation.provocations?.[code] ?? catalogue.error(code)?.provocation;
  if (!provocation)
    throw new RangeError(`found error code "${code}"; expected one that contracts/errors.yaml registers`);
  return provocation;
}
