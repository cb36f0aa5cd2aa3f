import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { loadCatalogue } from '../catalogue/load.ts';
import { checkPrincipals, collectSecrets } from './credential-rules.ts';
import { defaultTarget, TARGET_DEFAULTS } from './default-target.ts';
import { parseDuration } from './duration.ts';
import type { Environment } from './environment.ts';
import { expandEnvironment } from './environment.ts';
import type { TargetFile } from './target-schema.ts';
import { checkSchema } from './target-schema.ts';
import type { Target } from './types.ts';
import type { YamlFile, YamlPath } from './yaml-file.ts';
import { readYamlFile } from './yaml-file.ts';

export interface LoadOptions {
  /** Task types that `tasks.budgets` may name; by default the catalogue's. */
  readonly taskTypes?: readonly string[];
}

/**
 * Reads a target file (docs/target-file.md). Paths in it are relative to it. Throws TargetError with one line,
 * `FILE:LINE: what to fix`; no message shows a secret.
 */
export function loadTarget(file: string, env: Environment = process.env, options: LoadOptions = {}): Target {
  const yaml = readYamlFile(file);
  const expanded = expandEnvironment(yaml, env);
  const content = checkSchema(yaml);
  const scheme = content.authentication?.scheme ?? 'basic';
  const principals = checkPrincipals(yaml, content, scheme, expanded);
  const secrets = collectSecrets(yaml, content, expanded);
  const signerModule = signerOf(yaml, content, file);
  const duration = (path: YamlPath, text: string | undefined, otherwise: number): number => {
    const ms = text === undefined ? otherwise : parseDuration(text);
    if (ms === undefined) throw yaml.error(path, `${path.join('.')} must be longer than no time at all`);
    return ms;
  };
  if (content.vdc !== undefined && content.vdcs !== undefined) {
    throw yaml.error(['vdc'], 'vdc and vdcs say the same thing: keep one of them');
  }
  const taskTypes = options.taskTypes ?? loadCatalogue().tasks.types;
  const unknownTask = Object.keys(content.tasks?.budgets ?? {}).find((type) => !taskTypes.includes(type));
  if (unknownTask !== undefined) {
    throw yaml.error(
      ['tasks', 'budgets', unknownTask],
      `tasks.budgets.${unknownTask} is no task type; there are ${taskTypes.join(', ')}`,
    );
  }

  return defaultTarget({
    baseUrl: baseUrlOf(yaml, content),
    principals,
    secrets,
    scheme,
    ...present({
      version: content.version,
      name: content.name,
      signerModule,
      organization: content.organization,
      foreignOrganization: content.foreignOrganization,
      reservedNames: content.reservedNames,
      invalidNames: content.invalidNames,
      source: content.source,
      hook: content.hook?.replace(/\/+$/, ''),
      claims: content.supports,
      limits: content.limits,
    }),
    tls: {
      ...present({ ca: caOf(yaml, content, file) }),
      rejectUnauthorized: content.tls?.verify ?? true,
    },
    vdcs: content.vdcs ?? (content.vdc === undefined ? [] : [content.vdc]),
    upload: uploadOf(yaml, content, file),
    tasks: {
      pollIntervalMs: duration(
        ['tasks', 'pollInterval'],
        content.tasks?.pollInterval,
        TARGET_DEFAULTS.tasks.pollIntervalMs,
      ),
      budgetMs: duration(['tasks', 'budget'], content.tasks?.budget, TARGET_DEFAULTS.tasks.budgetMs),
      budgets: Object.fromEntries(
        Object.entries(content.tasks?.budgets ?? {}).map(([type, text]) => [
          type,
          duration(['tasks', 'budgets', type], text, 0),
        ]),
      ),
    },
    requestTimeoutMs: duration(['requestTimeout'], content.requestTimeout, TARGET_DEFAULTS.requestTimeoutMs),
    // Reading is the ground of every other tier: whoever permits a change permits looking at it.
    tiers: [...new Set(['read-only' as const, ...(content.tiers ?? [])])],
  });
}

function baseUrlOf(yaml: YamlFile, content: TargetFile): string {
  const url = `${content.baseUrl.replace(/\/+$/, '')}${(content.pathPrefix ?? '').replace(/\/+$/, '')}`;
  if (!URL.canParse(url)) throw yaml.error(['baseUrl'], 'baseUrl is not a URL');
  const version = content.version ?? TARGET_DEFAULTS.version;
  const from = `${url}/`.indexOf(`/${version}/`, url.indexOf('//') + 2);
  if (from !== -1) throw yaml.error(['baseUrl'], `baseUrl must stop before the version: leave out ${url.slice(from)}`);
  return url;
}

function signerOf(yaml: YamlFile, content: TargetFile, file: string): string | undefined {
  const { scheme, signer } = content.authentication ?? {};
  if (scheme === 'signer' && signer === undefined) {
    throw yaml.error(['authentication'], 'authentication.signer is missing: name the module that exports sign');
  }
  if (scheme !== 'signer' && signer !== undefined) {
    throw yaml.error(
      ['authentication', 'signer'],
      `authentication.signer is of no use with the scheme ${scheme}: take it out`,
    );
  }
  return signer === undefined ? undefined : existing(yaml, ['authentication', 'signer'], file, signer);
}

function caOf(yaml: YamlFile, content: TargetFile, file: string): string | undefined {
  const ca = content.tls?.ca;
  if (ca === undefined) return undefined;
  const text = readFileSync(existing(yaml, ['tls', 'ca'], file, ca), 'utf8');
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw yaml.error(['tls', 'ca'], `tls.ca: ${ca} holds no PEM certificate`);
  return text;
}

function uploadOf(yaml: YamlFile, content: TargetFile, file: string): Target['upload'] {
  if (content.upload === undefined) return {};
  const path = existing(yaml, ['upload', 'file'], file, content.upload.file);
  return { file: path, fileName: content.upload.fileName ?? basename(path) };
}

/** The absolute path of a file that the target file names. */
function existing(yaml: YamlFile, path: YamlPath, file: string, named: string): string {
  const absolute = resolve(dirname(file), named);
  if (statSync(absolute, { throwIfNoEntry: false })?.isFile() !== true) {
    throw yaml.error(path, `${path.join('.')}: there is no file ${named} beside the target file`);
  }
  return absolute;
}

/** Leaves out what is undefined, so that a default can take its place. */
function present<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
