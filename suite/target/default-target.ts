import { GIVEN_PRINCIPALS, LOOKS_SECRET, placeholderName } from './principals.ts';
import { DEFAULT_VERSION } from './target-schema.ts';
import type { Target } from './types.ts';

/** What a target file may leave out. Durations in milliseconds. */
export const TARGET_DEFAULTS = {
  version: DEFAULT_VERSION,
  name: '',
  tls: { rejectUnauthorized: true },
  scheme: 'basic',
  vdcs: [],
  source: {},
  upload: {},
  reservedNames: [],
  invalidNames: [],
  claims: { nfs: true, imageUpload: true, templates: true, publicIp: true },
  limits: { parallel: 8, ownedVms: 12 },
  tasks: { pollIntervalMs: 500, budgetMs: 600_000, budgets: {} },
  requestTimeoutMs: 30_000,
  tiers: ['read-only'],
} as const satisfies Partial<Target>;

/** A target from code: at least the base URL and the principals; the nested parts may be given in part. */
export type TargetInput = Omit<Partial<Target>, 'tls' | 'claims' | 'limits' | 'tasks'> &
  Pick<Target, 'baseUrl' | 'principals'> & {
    readonly tls?: Partial<Target['tls']>;
    readonly claims?: Partial<Target['claims']>;
    readonly limits?: Partial<Target['limits']>;
    readonly tasks?: Partial<Target['tasks']>;
  };

/** Fills in the defaults. Passwords, tokens and telling headers of the principals become secrets, if they are not yet. */
export function defaultTarget(input: TargetInput): Target {
  const baseUrl = input.baseUrl.replace(/\/+$/, '');
  return {
    ...TARGET_DEFAULTS,
    ...input,
    baseUrl,
    name: input.name ?? new URL(baseUrl).host,
    tls: { ...TARGET_DEFAULTS.tls, ...input.tls },
    claims: { ...TARGET_DEFAULTS.claims, ...input.claims },
    limits: { ...TARGET_DEFAULTS.limits, ...input.limits },
    tasks: { ...TARGET_DEFAULTS.tasks, ...input.tasks },
    secrets: withCredentials(input.secrets ?? [], input.principals),
  };
}

function withCredentials(given: Target['secrets'], principals: Target['principals']): Target['secrets'] {
  const secrets = [...given];
  const add = (value: string | undefined, name: string): void => {
    if (value !== undefined && !secrets.some((secret) => secret.value === value)) secrets.push({ name, value });
  };
  for (const id of GIVEN_PRINCIPALS) {
    const credential = principals[id];
    add(credential?.password, placeholderName(id, 'password'));
    add(credential?.token, placeholderName(id, 'token'));
    for (const [name, value] of Object.entries(credential?.headers ?? {})) {
      const known = given.some((secret) => value.includes(secret.value));
      if (!known && LOOKS_SECRET.test(name)) add(value, placeholderName(id, name));
    }
  }
  return secrets;
}
