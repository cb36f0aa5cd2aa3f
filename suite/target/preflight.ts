import type { Catalogue } from '../catalogue/types.ts';
import type { XmlEngine } from '../xml/types.ts';
import { findDataCenters, findForeignOrganization, findOrganization } from './find-names.ts';
import { createPreflightCalls } from './preflight-calls.ts';
import { anotherService, clockSkewMs, unreachable } from './reachability.ts';
import { refusedPrincipals } from './refused-principals.ts';
import type { Target, Transport } from './types.ts';

export interface PreflightResult {
  /** False when there are problems; the run must not begin then. */
  readonly ok: boolean;
  /** The organization to work in; empty only when not ok. */
  readonly organization: string;
  /** Another organization that the server is known to have; null when there is none to be found. */
  readonly foreignOrganization: string | null;
  /** Data centers to work in; empty when the server shows none. */
  readonly vdcs: readonly string[];
  /** How far the server's clock is ahead, in milliseconds; null when it does not tell. */
  readonly clockSkewMs: number | null;
  /** One line each, saying what to fix. */
  readonly problems: readonly string[];
}

/**
 * Looks before the run whether it can be one: host, service, credentials, names. A server that is wrong in some other way
 * is no problem: it is what the run is for. So is an odd status or document wherever the names can still be read or
 * are given. Changes nothing; at most some dozen requests, all on behalf of the scenario `preflight`.
 */
export async function preflight(
  target: Target,
  transport: Transport,
  catalogue: Pick<Catalogue, 'operation'>,
  xml: Pick<XmlEngine, 'parse'>,
): Promise<PreflightResult> {
  const calls = createPreflightCalls(target, transport, catalogue, xml);
  const conclude = (problems: readonly string[], found: Partial<PreflightResult> = {}): PreflightResult => ({
    organization: '',
    foreignOrganization: null,
    vdcs: [],
    ...found,
    ok: problems.length === 0,
    clockSkewMs: clockSkewMs(calls.exchanges),
    problems,
  });

  const list = await calls.ask('organizations', 'admin');
  const named =
    target.organization === undefined ? null : await calls.ask('organization', 'admin', [target.organization]);
  // Where the list fails but the organization answers, it is one resource that is broken and not the way to it.
  const answered = [list, named].filter((asked) => asked !== null);
  const usable = answered.some((asked) => asked.form === 'xml' && asked.status !== null && asked.status < 400);
  if (!usable) {
    const problem = unreachable(target, list) ?? anotherService(target, list);
    if (problem !== null && answered.every((asked) => asked.form !== 'xml')) return conclude([problem]);
    if (answered.every((asked) => asked.status === 401)) {
      return conclude([
        `${list.told}: the server refuses principals.admin; check user, password and authentication.scheme`,
      ]);
    }
  }

  const organization = await findOrganization(target, calls, list, named);
  if ('problem' in organization) return conclude([organization.problem]);
  const { name } = organization;
  const refused = await refusedPrincipals(target, calls, name);
  const foreign = await findForeignOrganization(target, calls, list, name);
  const vdcs = await findDataCenters(target, calls, name);
  return conclude([...refused, ...foreign.problems, ...vdcs.problems], {
    organization: name,
    foreignOrganization: foreign.name,
    vdcs: vdcs.names,
  });
}
