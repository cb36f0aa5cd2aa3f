import { readFileSync } from 'node:fs';
import type { ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { formOf, knownAs } from './key-hints.ts';
import type { YamlFile, YamlPath } from './yaml-file.ts';

/** The target file as `schemas/json/target.schema.json` admits it. */
export interface TargetFile {
  readonly name?: string;
  readonly baseUrl: string;
  readonly pathPrefix?: string;
  readonly version?: string;
  readonly tls?: { readonly ca?: string; readonly verify?: boolean };
  readonly authentication?: { readonly scheme: 'basic' | 'bearer' | 'headers' | 'signer'; readonly signer?: string };
  readonly principals: Readonly<Record<string, CredentialEntry>>;
  readonly secrets?: readonly string[];
  readonly organization?: string;
  readonly foreignOrganization?: string;
  readonly vdc?: string;
  readonly vdcs?: readonly string[];
  readonly source?: { readonly image?: string; readonly vm?: string };
  readonly upload?: { readonly file: string; readonly fileName?: string };
  readonly reservedNames?: readonly string[];
  readonly invalidNames?: readonly string[];
  readonly supports?: Readonly<Record<'nfs' | 'imageUpload' | 'templates' | 'publicIp', boolean>>;
  readonly limits?: Readonly<
    Record<'vmQuota' | 'publicIpQuota' | 'imageQuota' | 'parallel' | 'requestsPerSecond' | 'ownedVms', number>
  >;
  readonly tasks?: {
    readonly pollInterval?: string;
    readonly budget?: string;
    readonly budgets?: Readonly<Record<string, string>>;
  };
  readonly requestTimeout?: string;
  readonly tiers?: readonly ('read-only' | 'life-cycle' | 'images' | 'nfs' | 'hostile')[];
  readonly hook?: string;
}

export interface CredentialEntry {
  readonly username?: string;
  readonly password?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

interface SchemaText {
  readonly properties: { readonly version: { readonly default: string } };
}

const schema = JSON.parse(
  readFileSync(new URL('../../schemas/json/target.schema.json', import.meta.url), 'utf8'),
) as SchemaText & Record<string, unknown>;

/** The version segment that the schema gives a target without one. */
export const DEFAULT_VERSION = schema.properties.version.default;

const validate = new Ajv2020({ strict: true, allErrors: true, verbose: true }).compile<TargetFile>(schema);

/** The content of the file, checked against the schema. Throws TargetError for the first thing that is wrong in it. */
export function checkSchema(file: YamlFile): TargetFile {
  const content: unknown = file.document.toJS();
  if (validate(content)) return content;
  const problems = (validate.errors ?? []).map((error) => problemOf(error));
  // A misspelled key is also a missing one, so unknown keys come first; then whatever stands first in the file.
  const [first] = problems.sort((a, b) => a.rank - b.rank || file.lineOf(a.path) - file.lineOf(b.path));
  throw file.error(first?.path ?? [], first?.message ?? 'the file does not follow the schema');
}

interface Problem {
  readonly rank: number;
  readonly path: YamlPath;
  readonly message: string;
}

function problemOf(error: ErrorObject): Problem {
  const path = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const where = path.join('.') || 'the file';
  const says = (message: string): Problem => ({ rank: 1, path, message: `${where} ${message}` });
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(error.params.additionalProperty);
      const known = Object.keys(propertiesOf(error.parentSchema));
      const near = knownAs(path, key) ?? nearest(key, known);
      const hint = near === undefined ? `known here are ${known.join(', ')}` : `did you mean ${near}?`;
      return { rank: 0, path: [...path, key], message: `unknown key ${[...path, key].join('.')}; ${hint}` };
    }
    case 'required':
      return { rank: 1, path, message: missing([...path, String(error.params.missingProperty)]) };
    case 'type': {
      const meant = error.parentSchema?.description;
      if (typeof meant === 'string' && error.params.type === 'string') return says(`must be ${meant}`);
      return says(
        `must be ${article(String(error.params.type))}, and is ${nameOf(error.data)}${quoteHint(error)}${formHint(error, path)}`,
      );
    }
    case 'enum':
      return says(`must be one of ${list(error.params.allowedValues)}${nearHint(error)}`);
    case 'pattern': {
      const meant = error.parentSchema?.description;
      return says(
        typeof meant === 'string' ? `must be ${meant}${urlHint(path, error.data)}` : 'is not written as it must be',
      );
    }
    case 'minLength':
      return says('must not be empty');
    case 'minItems':
    case 'minProperties':
      return says('must not be empty: leave it out, or fill it');
    case 'uniqueItems':
      return says('names something twice');
    case 'propertyNames':
      return says(`holds ${String(error.params.propertyName)}, which is no header name`);
    default:
      return { ...says(String(error.message)), rank: 2 };
  }
}

function propertiesOf(parent: ErrorObject['parentSchema']): object {
  const properties: unknown = parent?.properties;
  return typeof properties === 'object' && properties !== null ? properties : {};
}

function article(type: string): string {
  const names: Record<string, string> = {
    array: 'a list',
    object: 'a mapping',
    boolean: 'true or false',
    integer: 'a whole number',
  };
  return names[type] ?? `a ${type}`;
}

function nameOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : `a ${typeof value}`;
}

/** What keeps a text from being the URL that it should be. */
function urlHint(path: YamlPath, data: unknown): string {
  if (path[0] !== 'baseUrl' && path[0] !== 'hook') return '';
  const text = String(data);
  if (/^(?:localhost|\[|[\w.-]+:\d|\d)/.test(text)) return `: write http://${text}`;
  return /^https?:\/\/[^/]*@/i.test(text) ? ': who to be stands in principals' : '';
}

function quoteHint(error: ErrorObject): string {
  const last = error.instancePath.split('/').at(-1);
  if (last === 'password' || last === 'token')
    return ': a secret comes from the environment, as the value of a variable';
  const plain = typeof error.data === 'number' || typeof error.data === 'boolean';
  return error.params.type === 'string' && plain ? ': put it in quotes' : '';
}

/** How to write what has to be a mapping or a list. */
function formHint({ params, data }: ErrorObject, path: YamlPath): string {
  if (params.type === 'array' && typeof data === 'string') return `: write [${data}]`;
  const form = params.type === 'object' ? formOf(path) : undefined;
  return form === undefined ? '' : `: write ${form}`;
}

function nearHint({ params, data }: ErrorObject): string {
  const values: readonly string[] = Array.isArray(params.allowedValues) ? params.allowedValues.map(String) : [];
  const near = typeof data === 'string' ? nearest(data, values) : undefined;
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** What is missing, and how it is written where that fits into a line. */
function missing(path: YamlPath): string {
  const name = path.join('.');
  const form = formOf(path);
  if (name === 'baseUrl') return 'baseUrl is missing: write where the server is, like baseUrl: http://127.0.0.1:8080';
  return form === undefined ? `${name} is missing` : `${name} is missing: write ${path.at(-1)}: ${form}`;
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : String(values);
}

/** The known key that differs least, if it differs by little; letter case does not count. */
function nearest(key: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((name) => ({ name, distance: editDistance(key.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= Math.max(1, Math.floor(key.length / 3)) ? best.name : undefined;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
