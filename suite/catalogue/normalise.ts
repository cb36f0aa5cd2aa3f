import { provocationOf } from './provocation.ts';
import type { Catalogue, Operation } from './types.ts';

/**
 * What `catalogue --json` prints: the whole catalogue as plain JSON, in the order of the guide.
 * `provocation` is one of request, state, data, hook, and `how` says it in words; the
 * `provocations` of an operation say how each code that it lists is provoked there.
 */
export function normaliseCatalogue(catalogue: Catalogue) {
  return {
    version: catalogue.version,
    namespace: catalogue.namespace,
    hash: catalogue.hash,
    operations: catalogue.operations.map((operation) => normaliseOperation(catalogue, operation)),
    errors: catalogue.errors.map(({ code, section, status, text, provocation, generic }) => ({
      code,
      section,
      status,
      text,
      provocation: provocation.by,
      how: provocation.how,
      generic,
    })),
    lifeCycle: catalogue.lifeCycle,
    tasks: catalogue.tasks,
    readings: catalogue.readings,
    requirements: catalogue.requirements,
    pages: catalogue.pages,
  };
}

function normaliseOperation(catalogue: Catalogue, operation: Operation) {
  const { id, name, section, group, method, path, parameters, kind, roles, schema, request, success } = operation;
  return {
    id,
    name,
    section,
    group,
    method,
    path,
    parameters,
    kind,
    roles,
    schema,
    requestBody: request,
    success: { status: success.status, root: success.root, location: success.location },
    errors: operation.errors,
    provocations: Object.fromEntries(operation.errors.map((code) => [code, provocationOf(catalogue, operation, code)])),
    tier: operation.tier,
    taskTypes: operation.taskTypes,
    action: operation.action,
    given: operation.given,
    // biome-ignore lint/suspicious/noThenProperty: the word of given/when/then; nothing here is ever awaited.
    then: operation.then,
  };
}
