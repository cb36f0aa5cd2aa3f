import type { Catalogue } from '../../catalogue/types.ts';
import { attemptCost, changes, lists, refusal, refusalRequirements, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/**
 * Versions no server can be expected to support. A version right beside the guide's own may be supported by a server
 * that goes beyond the guide, so there only the manner of a refusal is judged.
 */
const VERSIONS = [
  { slug: 'unsupported-version', version: '99.99.99.99', strict: true },
  { slug: 'unsupported-version-zero', version: '0.0.0.0', strict: true },
  { slug: 'unsupported-version-near', version: '1.0.0.99', strict: false },
] as const;

/** Every operation refuses a version that is not supported with UnsupportedVersion (§3.37). */
export function unsupportedVersion(catalogue: Catalogue): readonly Scenario[] {
  return catalogue.operations.flatMap((operation) =>
    VERSIONS.map(({ slug, version, strict }) => {
      const listed = lists(operation, 'UnsupportedVersion');
      const expects = refusal(
        ['UnsupportedVersion'],
        listed ? {} : { admissible: ['*'], reading: 'nfs-generic-codes' },
      );
      return scenario({
        id: `${operation.id}/${slug}`,
        title: `${operation.name} under version ${version} is refused${strict ? '' : ', or served if the server supports it'}`,
        operation: operation.id,
        family: 'unsupported-version',
        aspect: 'errors',
        class: 'errors',
        requirements: refusalRequirements(operation, 'UnsupportedVersion'),
        tier: operation.tier,
        mutates: changes(operation),
        codes: listed && strict ? ['UnsupportedVersion'] : [],
        variation: { version },
        expects: strict ? expects : { ...expects, kind: 'either' },
        twin: `${operation.id}/success`,
        cost: attemptCost(operation),
      });
    }),
  );
}
