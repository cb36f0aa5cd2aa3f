import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const compiled = new Map<string, ValidateFunction>();

function validator(file: string): ValidateFunction {
  const known = compiled.get(file);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ strict: true, discriminator: true });
  addFormats.default(ajv);
  const schema = JSON.parse(readFileSync(new URL(`../../schemas/json/${file}`, import.meta.url), 'utf8')) as object;
  const validate = ajv.compile(schema);
  compiled.set(file, validate);
  return validate;
}

/** What one of the report schemas has against some data: one line each, none when it is valid. */
export function schemaProblems(
  data: unknown,
  file: 'report.schema.json' | 'certificate.schema.json' | 'baseline.schema.json' = 'report.schema.json',
): string[] {
  const validate = validator(file);
  if (validate(data)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const detail = 'additionalProperty' in params ? ` "${String(params.additionalProperty)}"` : '';
    return `${instancePath === '' ? 'at the top' : instancePath} ${message ?? 'is not valid'}${detail}`;
  });
}
