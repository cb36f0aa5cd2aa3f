import type { Catalogue, HttpMethod } from '../../catalogue/types.ts';
import { scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

const METHODS: readonly HttpMethod[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

/**
 * Never sent: the task types CreateVDC and DeleteVDC and the `cancelable` flag (§3.32) hint at operations beyond the
 * guide, and a server that has them would do as it is told.
 */
const HINTED: ReadonlySet<string> = new Set([
  'POST /{version-number}/org/{org-name}/vdc',
  'PUT /{version-number}/org/{org-name}/vdc/{vdc-name}',
  'POST /{version-number}/org/{org-name}/vdc/{vdc-name}',
  'DELETE /{version-number}/org/{org-name}/vdc/{vdc-name}',
  'DELETE /{version-number}/org/{org-name}/task/{task-id}',
  'DELETE /{version-number}/org/{org-name}/vdc/{vdc-name}/nfs',
]);

/** Every method that the guide does not define on a URI it defines (§3.63). */
export function undefinedMethod(catalogue: Catalogue): readonly Scenario[] {
  const byPath = new Map<
    string,
    { defined: Set<HttpMethod>; operation: string; name: string; tier: Scenario['tier'] }
  >();
  for (const operation of catalogue.operations) {
    const path = operation.path.replace(/\/$/, '');
    const entry = byPath.get(path) ?? {
      defined: new Set<HttpMethod>(),
      operation: operation.id,
      name: operation.name,
      tier: operation.tier,
    };
    entry.defined.add(operation.method);
    byPath.set(path, entry);
  }
  return [...byPath].flatMap(([path, entry]) =>
    METHODS.filter((method) => !entry.defined.has(method) && !HINTED.has(`${method} ${path}`)).map((method) =>
      scenario({
        id: `${entry.operation}/undefined-${method.toLowerCase()}`,
        title: `${method} on the URI of ${entry.name} is not supported`,
        operation: entry.operation,
        family: 'undefined-method',
        aspect: 'errors',
        class: 'errors',
        requirements: ['errors.not-supported', 'errors.pairing'],
        // A server that wrongly takes such a call may change something that is not the run's own.
        tier: path.includes('{vm-name}') ? 'life-cycle' : method === 'GET' ? 'read-only' : 'hostile',
        mutates: method !== 'GET',
        variation: { method },
        // A safe method that the guide does not define may be an addition of the server's.
        expects: {
          kind: method === 'GET' ? 'either' : 'refusal',
          codes: ['NotSupported'],
          admissible: ['ObjectNotFound'],
          bareStatuses: [404, 405, 501],
          reading: 'undefined-method',
        },
        cost: { requests: 1, tasks: 0 },
      }),
    ),
  );
}
