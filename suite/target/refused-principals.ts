import type { Asked, PreflightCalls } from './preflight-calls.ts';
import type { GivenPrincipal } from './principals.ts';
import type { Target } from './types.ts';

const OTHERS: readonly GivenPrincipal[] = ['foreignAdmin', 'accountManager', 'nonAdmin'];

/**
 * One line for each principal whose credentials the server does not know. A certificate must not hang on a typing
 * error: with a wrong password every refusal would be a 401, and a conforming server would fail for it. On the other
 * hand a server may answer 401 where it should answer 403, and that is for the judge. The two are told apart by asking
 * for more than one thing, and by what the server says to a password that is certainly wrong.
 */
export async function refusedPrincipals(
  target: Target,
  calls: PreflightCalls,
  organization: string,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const principal of OTHERS) {
    if (target.principals[principal] === undefined) continue;
    const list = await calls.ask('organizations', principal);
    if (list.status !== 401) continue;
    const information = await calls.ask('organization', principal, [organization]);
    if (information.status !== 401) continue;
    const wrong = await calls.ask('organizations', 'wrongPassword');
    if (wrong.status !== 401 || saidTo(wrong) !== saidTo(list)) continue;
    problems.push(
      `principals.${principal}: ${list.told} as to a wrong password; correct the credentials, or take ${principal} out`,
    );
  }
  return problems;
}

/** What was said, without what differs from user to user and from time to time. */
function saidTo(asked: Asked): string {
  const authorization = asked.exchange.request.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
  const user = /^Basic ([^:]*):/.exec(authorization)?.[1] ?? '';
  const message = asked.message ?? '';
  return `${asked.code}: ${(user === '' ? message : message.replaceAll(user, '')).replace(/\d+/g, '')}`;
}
