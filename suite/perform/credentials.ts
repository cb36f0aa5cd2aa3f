import { fillPath } from '../document/href.ts';
import { NotApplicable } from '../session/blocked.ts';
import type { Session } from '../session/session.ts';
import { isNearlyRight, NEARLY_RIGHT } from '../target/principals.ts';
import { attempt } from './attempt.ts';
import { bind, whileBound } from './bind.ts';
import type { Performer } from './performer.ts';

/** Sends one read with credentials that come close, or by a way around the place where they are asked for. */
export const performCredentials: Performer = async (scenario, session) => {
  const { principal } = scenario.variation;
  const kind = String(scenario.variation.kind);
  const { catalogue, target, organization } = session.run;
  const operation = catalogue.operation(scenario.operation ?? '');
  const path = fillPath(operation.path, { 'version-number': catalogue.version, 'org-name': organization });
  switch (kind) {
    case 'other-scheme':
    case 'malformed-credentials':
      await session.call(operation.id, {
        role: 'call',
        principal: 'anonymous',
        headers: [['Authorization', madeUp(kind, target.scheme)]],
      });
      return;
    case 'head-without-credentials':
      await session.call(operation.id, { role: 'call', principal: 'anonymous', method: 'HEAD', harmless: true });
      return;
    case 'query-without-credentials':
      await detour(session, `${path}?view=full`);
      return;
    case 'slash-without-credentials':
      await detour(session, `${path}/`);
      return;
    default:
      demandSecret(session, String(principal));
      await session.call(operation.id, { role: 'call', principal: scenario.principals[0] ?? 'anonymous' });
  }
};

/** The guide knows no such URI, so what an answer looks like is not the operation's affair: only whether it lets one in. */
async function detour(session: Session, path: string): Promise<void> {
  await session.send({
    operation: null,
    method: 'GET',
    path,
    parameters: {},
    principal: 'anonymous',
    role: 'call',
    action: null,
    body: null,
    headers: [],
    safe: true,
  });
}

function madeUp(kind: 'other-scheme' | 'malformed-credentials', scheme: string): string {
  const basic = scheme === 'basic';
  if (kind === 'other-scheme') return basic ? 'Bearer bm9ib2R5' : 'Basic bm9ib2R5Om5vdGhpbmc=';
  return basic ? 'Basic ~not~base64~' : 'Bearer';
}

/** Only a password or a token that we send can be nearly right; and one without letters has no other case. */
function demandSecret(session: Session, principal: string): void {
  const { target } = session.run;
  const secret = target.principals.admin?.password ?? target.principals.admin?.token;
  if ((target.scheme !== 'basic' && target.scheme !== 'bearer') || secret === undefined)
    throw new NotApplicable(`the scheme ${target.scheme} has no password that could be nearly right`);
  const known = principal as Parameters<typeof isNearlyRight>[0];
  if (isNearlyRight(known) && NEARLY_RIGHT[known](secret) === secret)
    throw new NotApplicable('the password of admin has no letters, so there is no other case to write it in');
}

/** What the administrator is shown beside it, where it is a list that nobody changes. */
const STEADY_LISTS: ReadonlySet<string> = new Set(['get-organization-list', 'get-vdc-list', 'get-network-list']);

export const performBothRoles: Performer = async (scenario, session, stage) => {
  const operation = session.run.catalogue.operation(scenario.operation ?? '');
  const binding = await bind(operation, session, stage);
  const { parameters } = binding;
  if (STEADY_LISTS.has(operation.id))
    await whileBound(binding, stage, () => session.call(operation.id, { role: 'twin', parameters }));
  await attempt(session, stage, operation, binding, { principal: 'accountManager' });
};
