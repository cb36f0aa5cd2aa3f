import { readFileSync } from 'node:fs';
import type { ErrorObject, SchemaObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { CatalogueProblem } from './catalogue-error.ts';
import type { Catalogue, ErrorCode, Level, LifeCycle, Operation, Reading, Requirement, TaskRegister } from './types.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

/** A requirement that the loader writes out for each operation to which it applies. */
export interface RequirementTemplate {
  readonly aspect: string;
  readonly appliesTo: 'every-operation' | 'response-body' | 'asynchronous' | 'effect' | 'request-body' | 'error-pair';
  readonly level: Level | 'of-success';
  readonly text: string;
}

/** What each kind of contract file holds; the key names its JSON Schema. */
export interface ContractFiles {
  readonly api: Pick<Catalogue, 'version' | 'namespace'>;
  readonly operation: Omit<Operation, 'parameters'>;
  readonly errors: { readonly errors: readonly ErrorCode[] };
  readonly 'life-cycle': LifeCycle;
  readonly tasks: TaskRegister;
  readonly readings: { readonly readings: readonly Reading[] };
  readonly pages: Pick<Catalogue, 'pages'>;
  readonly requirements: {
    readonly theme: string;
    readonly requirements?: readonly Requirement[];
    readonly templates?: readonly RequirementTemplate[];
  };
}

export type ContractKind = keyof ContractFiles;

const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, discriminator: true, allowUnionTypes: true });
const schemaFolder = new URL('../../schemas/json/', import.meta.url);
const schemas = new Map<ContractKind, SchemaObject>();

/** The file's content, if it has the shape that its JSON Schema wants; otherwise null, with problems reported. */
export function shapeOf<Kind extends ContractKind>(
  kind: Kind,
  source: YamlSource,
  report: (problem: CatalogueProblem) => void,
): ContractFiles[Kind] | null {
  const validate = ajv.compile<ContractFiles[Kind]>(schemaOf(kind));
  const { value } = source;
  if (validate(value)) return value;
  for (const error of validate.errors ?? []) report(problemOf(error, source));
  return null;
}

/** ajv compiles a schema once for each object that holds it, so the same object has to come back each time. */
function schemaOf(kind: ContractKind): SchemaObject {
  const known = schemas.get(kind);
  if (known) return known;
  const schema: SchemaObject = JSON.parse(readFileSync(new URL(`${kind}.schema.json`, schemaFolder), 'utf8'));
  schemas.set(kind, schema);
  return schema;
}

function problemOf(error: ErrorObject, source: YamlSource): CatalogueProblem {
  const path: YamlPath = error.instancePath
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const where = path.length === 0 ? 'the file' : `"${path.join('.')}"`;
  const found = brief(error.data);
  const at = (line: number, message: string): CatalogueProblem => ({ file: source.file, line, message });
  const params: Readonly<Record<string, unknown>> = error.params;
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty);
      const known = Object.keys(error.parentSchema?.properties ?? {});
      return at(
        source.lineOfKey(path, key),
        `found unknown key "${key}" in ${where}; expected only ${known.join(', ')}`,
      );
    }
    case 'required':
      return at(source.lineOf(path), `found no key "${String(params.missingProperty)}" in ${where}; expected it there`);
    case 'enum':
      return at(source.lineOf(path), `found ${found} in ${where}; expected one of ${brief(error.schema)}`);
    case 'pattern':
      return at(source.lineOf(path), `found ${found} in ${where}; expected it to match ${String(error.schema)}`);
    case 'type':
      return at(source.lineOf(path), `found ${found} in ${where}; expected ${[error.schema].flat().join(' or ')}`);
    default:
      return at(source.lineOf(path), `found ${found} in ${where}; expected that it ${error.message ?? error.keyword}`);
  }
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
