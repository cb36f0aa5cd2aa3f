import { pathToFileURL } from 'node:url';
import type { PrincipalId } from '../evidence/types.ts';
import { credentialOf, isGiven, isNearlyRight, placeholderName } from './principals.ts';
import { TargetError } from './target-error.ts';
import type { Credential, Signer, Target } from './types.ts';

export type Headers = readonly (readonly [string, string])[];

/** The same headers twice: as the server gets them, and as the record may show them. */
export interface Proof {
  readonly sent: Headers;
  readonly shown: Headers;
  /** Names of the variables that stand in `shown`, without `$`. */
  readonly placeholders: readonly string[];
}

export type Authenticator = (
  principal: PrincipalId,
  request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    readonly body: Uint8Array | null;
  },
) => Promise<Proof>;

const NOTHING: Proof = { sent: [], shown: [], placeholders: [] };

/** Turns principals into headers, by the scheme of the target. Rejects with TargetError when a signer is unusable. */
export function createAuthenticator(target: Target): Authenticator {
  // Longest first, so that a secret which holds another one is replaced whole.
  const secrets = [...target.secrets]
    .filter(({ value }) => value !== '')
    .sort((a, b) => b.value.length - a.value.length);
  const names = new Map(target.secrets.map((secret) => [secret.value, secret.name]));
  let signer: Promise<Signer> | undefined;

  return async (principal, request) => {
    const credential = credentialOf(target, principal);
    if (credential === null) return NOTHING;

    const placeholders = new Set<string>();
    /** A value as the record shows it; what is always secret gets a name even when the target lists none. */
    const show = (value: string, field: string, alwaysSecret: boolean): string => {
      const name =
        names.get(value) ??
        (alwaysSecret && value !== '' && (isGiven(principal) || isNearlyRight(principal))
          ? placeholderName(principal, field)
          : undefined);
      if (name === undefined) return value;
      placeholders.add(name);
      return `$${name}`;
    };

    /** A header may hold a secret among other words, as in `Token SECRET`. */
    const showParts = (value: string): string =>
      secrets.reduce((text, secret) => {
        if (!text.includes(secret.value)) return text;
        placeholders.add(secret.name);
        return text.replaceAll(secret.value, `$${secret.name}`);
      }, value);

    const [sent, shown] = await prove(credential, show);
    return { sent, shown, placeholders: [...placeholders] };

    async function prove(from: Credential, display: typeof show): Promise<readonly [Headers, Headers]> {
      switch (target.scheme) {
        case 'basic': {
          const user = from.username ?? '';
          const password = from.password ?? '';
          const token = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
          // Shown in the clear and not in base64, so that curl can put the variable in its place.
          const readable = `Basic ${display(user, 'username', false)}:${display(password, 'password', true)}`;
          return [[['Authorization', `Basic ${token}`]], [['Authorization', readable]]];
        }
        case 'bearer': {
          const token = from.token ?? '';
          return [
            [['Authorization', `Bearer ${token}`]],
            [['Authorization', `Bearer ${display(token, 'token', true)}`]],
          ];
        }
        case 'headers': {
          const given = Object.entries(from.headers ?? {});
          return [given, given.map(([name, value]) => [name, showParts(value)] as const)];
        }
        case 'signer': {
          signer ??= loadSigner(target.signerModule);
          const sign = await signer;
          const signed = Object.entries(await sign({ ...request, url: new URL(request.url) }, from));
          // What a plug-in computes is not ours to call harmless: nothing of it is shown.
          const hidden = signed.map(([name]): readonly [string, string] => {
            const stand = placeholderName(principal, name);
            placeholders.add(stand);
            return [name, `$${stand}`];
          });
          return [signed, hidden];
        }
      }
    }
  };
}

/** Imports the plug-in module and gives its `sign`. Throws TargetError naming the module. */
async function loadSigner(module: string | undefined): Promise<Signer> {
  if (module === undefined)
    throw new TargetError('authentication.signer: the scheme signer needs a module that exports sign');
  let loaded: unknown;
  try {
    loaded = await import(module.startsWith('file:') ? module : pathToFileURL(module).href);
  } catch (error) {
    throw new TargetError(`authentication.signer: ${module} cannot be loaded: ${firstLine(error)}`);
  }
  const sign = typeof loaded === 'object' && loaded !== null && 'sign' in loaded ? loaded.sign : undefined;
  if (typeof sign !== 'function')
    throw new TargetError(`authentication.signer: ${module} does not export a function named sign`);
  return (request, credential) => sign(request, credential);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
