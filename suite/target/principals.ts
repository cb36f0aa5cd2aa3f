import type { PrincipalId } from '../evidence/types.ts';
import type { Credential, Target } from './types.ts';

/** The principals whose credentials the target file gives; the others are derived or have none. */
export const GIVEN_PRINCIPALS = ['admin', 'foreignAdmin', 'accountManager', 'nonAdmin'] as const;
export type GivenPrincipal = (typeof GIVEN_PRINCIPALS)[number];

/** Header names behind which one expects something that must not stand in a file. */
export const LOOKS_SECRET = /auth|token|secret|password|passwd|key|cookie|session|sign|credential/i;

/** Base64 of a sentence, so that a signer that decodes its key can use it, too. */
const WRONG_SECRET = Buffer.from('this is not the right secret').toString('base64');

/** Secrets of the admin's that are wrong by a hair: what a careless comparison takes for right. */
export const NEARLY_RIGHT = {
  cutPassword: (secret: string): string => secret.slice(0, -1),
  extendedPassword: (secret: string): string => `${secret}x`,
  otherCasePassword: (secret: string): string =>
    secret.replace(/./gsu, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())),
  emptyPassword: (): string => '',
} as const;
export type NearlyRight = keyof typeof NEARLY_RIGHT;

export function isNearlyRight(principal: PrincipalId): principal is NearlyRight {
  return principal in NEARLY_RIGHT;
}

const UNKNOWN_USER = 'atmos-conformance-nobody';

/** `ADMIN_PASSWORD` of `admin` and `password`: the name that stands in for a secret which has none of its own. */
export function placeholderName(principal: string, field: string): string {
  const words = `${principal} ${field}`.replace(/([a-z])([A-Z])/g, '$1 $2');
  return `ATMOS_${words.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()}`;
}

export function isGiven(principal: PrincipalId): principal is GivenPrincipal {
  return GIVEN_PRINCIPALS.some((given) => given === principal);
}

/** Whether two credentials are of one and the same caller: by the user name where there is one, else by all there is. */
export function isSameCaller(one: Credential | undefined, other: Credential | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if (one.username !== undefined || other.username !== undefined) return one.username === other.username;
  const headers = ({ headers = {} }: Credential): string => JSON.stringify(Object.entries(headers).toSorted());
  return one.token === other.token && headers(one) === headers(other);
}

/**
 * The credentials to send for a principal; null for `anonymous`. A wrong password is the admin's user with a secret
 * that is not theirs, an unknown user one that nobody has, the others of NEARLY_RIGHT come close. Throws when the target gives none: the plan must not ask.
 */
export function credentialOf(target: Target, principal: PrincipalId): Credential | null {
  if (principal === 'anonymous') return null;
  const given = target.principals[isGiven(principal) ? principal : 'admin'];
  if (given === undefined) throw new Error(`the target gives no credentials for ${principal}`);
  if (isGiven(principal)) return given;
  if (isNearlyRight(principal)) {
    const nearly = NEARLY_RIGHT[principal];
    return {
      ...given,
      ...(given.password === undefined ? {} : { password: nearly(given.password) }),
      ...(given.token === undefined ? {} : { token: nearly(given.token) }),
    };
  }
  return spoil(
    given,
    principal,
    target.secrets.map((secret) => secret.value),
  );
}

function spoil(given: Credential, principal: 'wrongPassword' | 'unknownUser', secrets: readonly string[]): Credential {
  const unknown = principal === 'unknownUser';
  // A token names its user, too: the two principals differ in it, so that both are really tried.
  const wrong = unknown ? `${WRONG_SECRET}.${UNKNOWN_USER}` : WRONG_SECRET;
  const headers = Object.entries(given.headers ?? {}).map(([name, value]): [string, string] => {
    const held = secrets
      .filter((secret) => secret !== '' && value.includes(secret))
      .sort((a, b) => b.length - a.length);
    if (held.length > 0) return [name, held.reduce((text, secret) => text.replaceAll(secret, wrong), value)];
    return [name, unknown ? UNKNOWN_USER : value];
  });
  return {
    ...(given.username === undefined ? {} : { username: unknown ? UNKNOWN_USER : given.username }),
    ...(given.password === undefined ? {} : { password: WRONG_SECRET }),
    ...(given.token === undefined ? {} : { token: wrong }),
    ...(given.headers === undefined ? {} : { headers: Object.fromEntries(headers) }),
  };
}
