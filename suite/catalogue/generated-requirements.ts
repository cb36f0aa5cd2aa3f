import type { RequirementTemplate } from './shape.ts';
import type { ErrorCode, Operation, Requirement } from './types.ts';

type Values = Readonly<Record<string, string | number | null>>;

/** The requirements that one template gives for one operation: none, one, or one for each code that its section lists. */
export function generateRequirements(
  template: RequirementTemplate,
  operation: Operation,
  errors: ReadonlyMap<string, ErrorCode>,
): readonly Requirement[] {
  const { success, then } = operation;
  const values: Values = {
    name: operation.name,
    status: success.status,
    root: success.root,
    schema: operation.schema,
    location: success.location,
    roles: `the ${operation.roles.length > 1 ? 'roles' : 'role'} ${operation.roles.join(' and ')}`,
    effect: then.effect,
  };
  const level = template.level === 'of-success' ? (success.level ?? 'stated') : template.level;
  const base = { id: `${operation.id}.${template.aspect}`, level, section: operation.section };

  if (template.appliesTo === 'error-pair') {
    return operation.errors.flatMap((code) => {
      const error = errors.get(code);
      if (!error) return [];
      const pair = { ...values, code, codeSection: error.section, codeStatus: error.status, codeText: error.text };
      return [{ ...base, id: `${base.id}.${code}`, text: fill(template.text, pair) }];
    });
  }
  if (!applies(template, operation)) return [];
  const requirement = { ...base, text: fill(template.text, values) };
  const hidden = template.appliesTo === 'effect' ? then.unobservable : undefined;
  return [hidden === undefined ? requirement : { ...requirement, notTested: { reason: hidden } }];
}

function applies(template: RequirementTemplate, { success, kind, then, request }: Operation): boolean {
  switch (template.appliesTo) {
    case 'response-body':
      return success.root !== null;
    case 'asynchronous':
      return kind === 'asynchronous';
    case 'effect':
      return then.effect !== null;
    case 'request-body':
      return request.kind !== 'none';
    default:
      return true;
  }
}

/** Puts values in place of `{name}`; a name without a value stays, so that the loader can report it. */
function fill(text: string, values: Values): string {
  return text.replace(/\{([A-Za-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
