import type { Expanded } from './environment.ts';
import { GIVEN_PRINCIPALS, type GivenPrincipal, LOOKS_SECRET } from './principals.ts';
import type { CredentialEntry, TargetFile } from './target-schema.ts';
import type { AuthenticationScheme, Credential, Target } from './types.ts';
import type { YamlFile } from './yaml-file.ts';

type Field = keyof CredentialEntry;

const NEEDED: Readonly<Record<AuthenticationScheme, readonly Field[]>> = {
  basic: ['username', 'password'],
  bearer: ['token'],
  headers: ['headers'],
  signer: [],
};

/**
 * The principals of the file, once every field is one that the scheme uses and every secret comes from the environment.
 * Throws TargetError otherwise; its message never holds a value.
 */
export function checkPrincipals(
  file: YamlFile,
  content: TargetFile,
  scheme: AuthenticationScheme,
  expanded: ReadonlyMap<string, Expanded>,
): Target['principals'] {
  const principals: Partial<Record<GivenPrincipal, Credential>> = {};
  for (const id of GIVEN_PRINCIPALS) {
    const entry = content.principals[id];
    if (entry === undefined) continue;
    checkFields(file, id, entry, scheme);
    for (const field of ['password', 'token'] as const) {
      const value = entry[field];
      if (value !== undefined) demandVariable(file, ['principals', id, field], expanded, variableFor(id, field, value));
    }
    for (const name of Object.keys(entry.headers ?? {})) {
      const path = ['principals', id, 'headers', name];
      if (LOOKS_SECRET.test(name) && !expanded.has(path.join('/'))) throw literal(file, path, 'ATMOS_TOKEN');
    }
    if (scheme === 'basic' && entry.username?.includes(':') === true) {
      throw file.error(
        ['principals', id, 'username'],
        `principals.${id}.username must not hold a colon: Basic credentials cannot carry it`,
      );
    }
    principals[id] = entry;
  }
  return principals;
}

function checkFields(file: YamlFile, id: string, entry: CredentialEntry, scheme: AuthenticationScheme): void {
  const needed = NEEDED[scheme];
  const missing = needed.filter((field) => entry[field] === undefined);
  if (missing.length > 0) {
    throw file.error(['principals', id], `principals.${id} needs ${missing.join(' and ')} with the scheme ${scheme}`);
  }
  const idle = Object.keys(entry).find((field) => scheme !== 'signer' && !needed.some((used) => used === field));
  if (idle !== undefined) {
    throw file.error(
      ['principals', id, idle],
      `principals.${id}.${idle} is of no use with the scheme ${scheme}: take it out`,
    );
  }
}

/** A name for the variable: the one of `$NAME`, when somebody wrote a shell's short form. */
function variableFor(id: string, field: string, value: string): string {
  const meant = /^\$([A-Za-z_]\w*)$/.exec(value)?.[1];
  const words = `${id}_${field}`.replaceAll(/[A-Z]/g, (letter) => `_${letter}`);
  return meant ?? `ATMOS_${words.toUpperCase()}`;
}

/** A password or token must be one variable and nothing else, so that one name can stand for it. */
function demandVariable(
  file: YamlFile,
  path: readonly string[],
  expanded: ReadonlyMap<string, Expanded>,
  example: string,
): void {
  const written = expanded.get(path.join('/'))?.written;
  if (written === undefined || !/^\$\{\w+\}$/.test(written)) throw literal(file, path, example);
}

function literal(file: YamlFile, path: readonly string[], example: string): Error {
  return file.error(
    path,
    `${path.join('.')} is a secret and must come from the environment: write \${${example}} and export it`,
  );
}

/** Every value that came into a credential or into `secrets` from the environment, under the name of its variable. */
export function collectSecrets(
  file: YamlFile,
  content: TargetFile,
  expanded: ReadonlyMap<string, Expanded>,
): Target['secrets'] {
  content.secrets?.forEach((_, i) => {
    const path = ['secrets', i];
    if (!/^\$\{\w+\}$/.test(expanded.get(path.join('/'))?.written ?? '')) {
      throw file.error(path, `secrets.${i} must be a variable of the environment, like \${ATMOS_LICENSE}`);
    }
  });
  const secrets = new Map<string, string>();
  for (const [path, { variables }] of expanded) {
    if (!/^(?:principals|secrets)\//.test(path)) continue;
    for (const { name, value } of variables) if (!secrets.has(value)) secrets.set(value, name);
  }
  return [...secrets].map(([value, name]) => ({ name, value }));
}
