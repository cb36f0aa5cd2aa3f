import type { Catalogue } from '../../catalogue/types.ts';
import { classOf, refusal, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** Pairs of operation and code that no other scenario provokes: through the test hook, where there is one (docs/test-hook.md). */
export function hookedCodes(catalogue: Catalogue, provoked: ReadonlySet<string>): readonly Scenario[] {
  return catalogue.operations.flatMap((operation) =>
    operation.errors
      .filter((code) => !provoked.has(`${operation.id} ${code}`))
      .map((code) =>
        scenario({
          id: `${operation.id}/hook-${code}`,
          title: `${operation.name} reports ${code} with its status when that is what happened`,
          operation: operation.id,
          family: 'hooked-code',
          aspect: 'errors',
          class: classOf(operation),
          requirements: [`${operation.id}.error.${code}`, 'errors.body', 'errors.pairing'],
          tier: operation.tier,
          mutates: operation.method !== 'GET',
          codes: [code],
          variation: { code },
          expects: refusal([code]),
          twin: `${operation.id}/success`,
          cost: { requests: 4, tasks: 0 },
        }),
      ),
  );
}
