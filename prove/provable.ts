import type { MatrixFault } from '../reporters/kill-matrix/types.ts';
import type { Catalogue } from '../suite/catalogue/types.ts';
import { names } from './ownership.ts';
import { BROKEN_BY } from './requirement-faults.ts';

/** Requirements that can fail a server and that are not set aside with a reason: each has a fault. */
export function provableRequirements(catalogue: Catalogue): readonly string[] {
  return catalogue.requirements
    .filter(({ level, notTested }) => level !== 'inferred' && notTested === undefined)
    .map(({ id }) => id);
}

/**
 * Requirements that no wrong server of the matrix was failed by: none of the findings named them, and of the faults
 * that break them, where they are told by narrower ones, not every one was killed.
 */
export function unproven(provable: readonly string[], faults: readonly MatrixFault[]): readonly string[] {
  const named = new Set(
    faults.flatMap(({ status, kills }) =>
      status === 'killed' ? kills.flatMap(({ requirements }) => [...requirements]) : [],
    ),
  );
  const broken = (id: string): boolean => {
    const wrong = faults.filter((fault) => BROKEN_BY[id]?.some((pattern) => names(pattern, fault.id)));
    return wrong.length > 0 && wrong.every(({ status }) => status === 'killed');
  };
  return provable.filter((id) => !named.has(id) && !broken(id));
}
