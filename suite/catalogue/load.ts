import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { CatalogueError, type CatalogueProblem } from './catalogue-error.ts';
import { crossCheck } from './cross-checks.ts';
import { generateRequirements } from './generated-requirements.ts';
import { hashOfContracts } from './hash.ts';
import type { Loaded, Sourced } from './loaded.ts';
import { type ContractFiles, type ContractKind, shapeOf } from './shape.ts';
import type { Catalogue, Operation, PathParameter } from './types.ts';
import { readYamlSource } from './yaml-source.ts';

const projectRoot = new URL('../../', import.meta.url);
const loaded = new Map<string, Catalogue>();

/**
 * Loads `contracts/` below the root (by default this project), validates every file against `schemas/json/` and the
 * files against each other, and indexes them. One catalogue per root and process.
 * @throws CatalogueError with every problem found, each with file and line.
 */
export function loadCatalogue(root: URL | string = projectRoot): Catalogue {
  const base = typeof root === 'string' ? pathToFileURL(root.endsWith('/') ? root : `${root}/`) : root;
  const known = loaded.get(base.href);
  if (known) return known;
  const catalogue = read(base);
  loaded.set(base.href, catalogue);
  return catalogue;
}

function read(root: URL): Catalogue {
  const problems: CatalogueProblem[] = [];
  const report = (problem: CatalogueProblem): void => void problems.push(problem);
  const refuseProblems = (): void => {
    if (problems.length > 0) throw new CatalogueError(problems);
  };
  const one = <Kind extends ContractKind>(kind: Kind, file: string): Sourced<ContractFiles[Kind]> | null => {
    const source = readYamlSource(root, file, report);
    const value = source && shapeOf(kind, source, report);
    return source && value ? { source, value } : null;
  };
  const folder = <Kind extends ContractKind>(kind: Kind, path: string): Sourced<ContractFiles[Kind]>[] =>
    filesIn(root, path, '.yaml', report).flatMap((name) => one(kind, `${path}${name}`) ?? []);

  const api = one('api', 'contracts/api.yaml');
  const errors = one('errors', 'contracts/errors.yaml');
  const lifeCycle = one('life-cycle', 'contracts/life-cycle.yaml');
  const tasks = one('tasks', 'contracts/tasks.yaml');
  const readings = one('readings', 'contracts/readings.yaml');
  const pages = one('pages', 'contracts/pages.yaml');
  const operations = folder('operation', 'contracts/operations/').map(({ source, value }) => ({
    source,
    value: withParameters(value),
  }));
  const requirements = folder('requirements', 'contracts/requirements/');
  const schemas = new Set(filesIn(root, 'schemas/xsd/', '.xsd', report));
  refuseProblems();
  if (!api || !errors || !lifeCycle || !tasks || !readings || !pages)
    throw new Error('a contract file is missing but was not reported');

  const codes = new Map(errors.value.errors.map((error) => [error.code, error]));
  const templates = requirements.flatMap(({ value }) => value.templates ?? []);
  const generated = operations.flatMap(({ source, value }) =>
    templates.flatMap((template) => generateRequirements(template, value, codes)).map((value) => ({ source, value })),
  );
  const everything: Loaded = {
    operations,
    errors,
    lifeCycle,
    tasks,
    readings,
    pages,
    requirements,
    generated,
    schemas,
  };
  crossCheck(everything, report);
  refuseProblems();

  const byId = new Map(operations.map(({ value }) => [value.id, value]));
  const all = [
    ...requirements.flatMap(({ value }) => value.requirements ?? []),
    ...generated.map(({ value }) => value),
  ];
  const byRequirementId = new Map(all.map((requirement) => [requirement.id, requirement]));
  return freeze({
    ...api.value,
    operations: operations.map(({ value }) => value).sort(inGuideOrder),
    errors: errors.value.errors,
    requirements: all,
    readings: readings.value.readings,
    lifeCycle: lifeCycle.value,
    tasks: tasks.value,
    pages: pages.value.pages,
    hash: hashOfContracts(root),
    operation(id: string): Operation {
      const operation = byId.get(id);
      if (!operation)
        throw new RangeError(
          `found no operation "${id}" in the catalogue; expected one of ${[...byId.keys()].join(', ')}`,
        );
      return operation;
    },
    error: (code: string) => codes.get(code),
    requirement: (id: string) => byRequirementId.get(id),
  });
}

function filesIn(root: URL, path: string, ending: string, report: (problem: CatalogueProblem) => void): string[] {
  try {
    return readdirSync(new URL(path, root))
      .filter((name) => name.endsWith(ending))
      .sort();
  } catch {
    report({ file: path, line: 1, message: `found no such folder; expected it to hold *${ending} files` });
    return [];
  }
}

/** The schema of an operation admits only the parameters of the type. */
function withParameters(operation: ContractFiles['operation']): Operation {
  const parameters = [...operation.path.matchAll(/\{([a-z-]+)\}/g)].map((match) => match[1] as PathParameter);
  return { ...operation, parameters };
}

function inGuideOrder(one: Operation, other: Operation): number {
  const chapter = (operation: Operation): number => Number(operation.section.split('.')[1]);
  return chapter(one) - chapter(other) || one.path.localeCompare(other.path, 'en');
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}
