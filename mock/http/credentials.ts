import type { Dialect } from '../dialect/dialect.ts';
import type { User, World } from '../domain/model.ts';

/** The user whose secret the Authorization header holds, or null. */
export function identify(header: string | null, world: World, scheme: Dialect['authentication']): User | null {
  const [, kind = '', secret = ''] = /^(\S+) +(\S+) *$/.exec(header ?? '') ?? [];
  if (kind.toLowerCase() === 'basic' && scheme !== 'bearer') {
    const [, name = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(secret, 'base64').toString('utf8')) ?? [];
    const user = world.users.get(name);
    return user?.password === password ? user : null;
  }
  if (kind.toLowerCase() === 'bearer' && scheme !== 'basic') {
    return [...world.users.values()].find((user) => user.token === secret) ?? null;
  }
  return null;
}

/** Value of WWW-Authenticate in a 401 answer (RFC 9110 §11.6.1). */
export function challenge({ authentication, realm }: Dialect): string {
  const schemes = { basic: ['Basic'], bearer: ['Bearer'], 'basic-or-bearer': ['Basic', 'Bearer'] };
  return schemes[authentication].map((scheme) => `${scheme} realm="${realm}"`).join(', ');
}
