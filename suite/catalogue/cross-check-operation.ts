import type { Loaded, Report, Sourced } from './loaded.ts';
import { once } from './once.ts';
import type { Operation } from './types.ts';
import type { YamlPath } from './yaml-source.ts';

/** Holds one operation against the registers of codes, task types, schemas and states. */
export function checkOperation({ source, value: operation }: Sourced<Operation>, loaded: Loaded, report: Report): void {
  const problem = (path: YamlPath, message: string): void =>
    report({ file: source.file, line: source.lineOf(path), message });

  const name = source.file.replace(/^.*\/|\.yaml$/g, '');
  if (name !== operation.id) problem(['id'], `found id "${operation.id}"; expected "${name}", as the file is named`);

  const codes = new Set(loaded.errors.value.errors.map(({ code }) => code));
  operation.errors.forEach((code, at) => {
    if (!codes.has(code))
      problem(['errors', at], `found error code "${code}"; expected one that contracts/errors.yaml registers`);
  });
  once(
    'error code',
    operation.errors.map((id, at) => ({ source, path: ['errors', at], id })),
    report,
  );
  for (const code of Object.keys(operation.provocations ?? {})) {
    if (operation.errors.includes(code)) continue;
    const line = source.lineOfKey(['provocations'], code);
    report({
      file: source.file,
      line,
      message: `found a provocation of "${code}"; expected only codes that the operation lists`,
    });
  }

  const { request, kind, success, taskTypes, action } = operation;
  const schema = (path: YamlPath, file: string): void => {
    if (!loaded.schemas.has(file)) problem(path, `found schema "${file}"; expected a file in schemas/xsd/`);
  };
  if (operation.schema !== null) schema(['schema'], operation.schema);
  if (request.kind !== 'none') schema(['request', 'schema'], request.schema);
  if (success.root !== null && operation.schema === null)
    problem(['success', 'root'], 'found a root element without a schema; expected "schema" to name one');

  const types = new Set(loaded.tasks.value.types);
  taskTypes.forEach((type, at) => {
    if (!types.has(type))
      problem(['taskTypes', at], `found task type "${type}"; expected one that contracts/tasks.yaml lists`);
  });
  if (kind === 'asynchronous' && success.location === null)
    problem(['success', 'location'], 'found no location; expected one, since the operation is asynchronous');
  if (kind === 'asynchronous' && taskTypes.length === 0)
    problem(['taskTypes'], 'found no task type; expected one, since the operation is asynchronous');
  if (kind === 'synchronous' && success.location !== null)
    problem(['success', 'location'], 'found a location; expected null, since the operation is synchronous');
  if (kind === 'synchronous' && taskTypes.length > 0)
    problem(['taskTypes'], 'found task types; expected none, since the operation is synchronous');

  operation.given.states.forEach((state, at) => {
    const cell = loaded.lifeCycle.value.cells.find((cell) => cell.state === state && cell.action === action);
    if (cell?.rule === 'refused')
      problem(
        ['given', 'states', at],
        `found "${state}"; expected a state in which contracts/life-cycle.yaml does not refuse ${cell.action}`,
      );
  });
}
