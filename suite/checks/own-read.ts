import type { Exchange } from '../evidence/types.ts';
import type { JudgeContext } from './check.ts';

/** A read of the organisation under test by its own administrator, in the version that is served. */
export function isOwnRead(
  { parameters, principal, request }: Exchange,
  { organization, catalogue }: JudgeContext,
): boolean {
  const version = parameters['version-number'];
  return (
    request.method === 'GET' &&
    principal === 'admin' &&
    parameters['org-name'] === organization &&
    (version === undefined || version === catalogue.version)
  );
}
