import { atPath, quote } from './finding.ts';
import type { NormalForm } from './normal-form.ts';
import type { EngineError } from './parser.ts';
import type { SchemaFinding } from './types.ts';

const ATTRIBUTE = /^Element '[^']*', attribute '([^']*)':/;

/**
 * Says in our terms what the engine found in the normal form. Where and what is read from the document
 * and the schema, so that both engines lead to the same words; of the engine's own words only the
 * name of the attribute is used.
 */
export function values(form: NormalForm, errors: readonly EngineError[], schema: string): readonly SchemaFinding[] {
  const findings = new Map<string, SchemaFinding>();
  for (const { line, message } of errors) {
    const element = form.lines[line - 1];
    const attribute = ATTRIBUTE.exec(message)?.[1];
    // An engine says more than once what is wrong with one value: the facet, then the type.
    const key = `${line} ${attribute ?? ''}`;
    if (findings.has(key)) continue;
    if (element === undefined) {
      findings.set(key, atPath({ kind: 'other', path: '/', expected: `valid by ${schema}`, actual: message }));
      continue;
    }
    const { source, model, incomplete, placeholder } = element;
    if (placeholder) continue;
    const declared = model.attributes.find(({ name }) => name === attribute);
    if (declared !== undefined) {
      const actual = quote(element.attributes[declared.name] ?? '');
      const path = `${source.path}/@${declared.name}`;
      findings.set(key, atPath({ kind: 'invalid-value', path, expected: declared.expected, actual }));
    } else if (model.slots === null) {
      findings.set(
        key,
        atPath({ kind: 'invalid-value', path: source.path, expected: model.expected, actual: quote(source.text) }),
      );
    } else if (!incomplete) {
      findings.set(key, atPath({ kind: 'other', path: source.path, expected: `valid by ${schema}`, actual: message }));
    }
  }
  return [...findings.values()];
}
