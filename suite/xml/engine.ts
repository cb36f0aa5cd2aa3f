import { contentModel, type SchemaModel } from './content-model.ts';
import { DEFAULT_LIMITS, guard } from './guard.ts';
import { normalForm } from './normal-form.ts';
import type { CompiledSchema, XmlParser } from './parser.ts';
import { structure } from './structure.ts';
import type { SchemaFinding, ValidateOptions, XmlElement, XmlEngine, XmlLimits } from './types.ts';
import { values } from './values.ts';
import { readXsd } from './xsd-files.ts';

interface Schema {
  readonly model: SchemaModel;
  readonly compiled: CompiledSchema;
}

/** An engine over a parser: guard before it, neutral findings after it. Each schema is compiled once. */
export function engineOver(parser: XmlParser, limits: XmlLimits = DEFAULT_LIMITS): XmlEngine {
  const schemas = new Map<string, Schema>();

  const open = (name: string): Schema => {
    const known = schemas.get(name);
    if (known !== undefined) return known;
    const xsd = readXsd(name);
    const parsed = parser.parse(xsd);
    if (!parsed.ok) throw new Error(`schemas/xsd/${name}: ${parsed.problem.message}`);
    const schema = { model: contentModel(parsed.root), compiled: parser.compile(xsd) };
    schemas.set(name, schema);
    return schema;
  };

  return {
    name: parser.name,
    parse(bytes, charset) {
      const guarded = guard(bytes, charset, limits);
      if (!guarded.ok) return guarded;
      const parsed = parser.parse(guarded.text);
      if (!guarded.doctype) return parsed;
      // What its document type would have declared, such as an entity, nobody can tell.
      return parsed.ok ? { ...parsed, doctype: true } : { ok: false, problem: { ...parsed.problem, kind: 'dtd' } };
    },
    validate(
      root: XmlElement,
      schema: string,
      expectedRoot: string,
      options: ValidateOptions = {},
    ): readonly SchemaFinding[] {
      const { model, compiled } = open(schema);
      const expected = model.roots.get(expectedRoot);
      if (expected === undefined) throw new Error(`schemas/xsd/${schema} declares no element ${expectedRoot}`);
      const { findings, normal } = structure(root, model, expected, options);
      if (normal === null) return findings;
      const form = normalForm(normal, model.namespace);
      const all = [...findings, ...values(form, compiled.errors(form.xml), schema)];
      return [
        ...all.filter(({ severity }) => severity === 'error'),
        ...all.filter(({ severity }) => severity === 'advisory'),
      ];
    },
  };
}
