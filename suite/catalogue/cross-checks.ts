import type { CatalogueProblem } from './catalogue-error.ts';
import { checkLifeCycle } from './cross-check-life-cycle.ts';
import { checkOperation } from './cross-check-operation.ts';
import type { ContractFiles } from './shape.ts';
import type { Operation, Requirement } from './types.ts';
import type { YamlPath, YamlSource } from './yaml-source.ts';

/** A value together with the file it came from. */
export interface Sourced<T> {
  readonly source: YamlSource;
  readonly value: T;
}

/** All contract files, each of the right shape, before they are held against each other. */
export interface Loaded {
  readonly operations: readonly Sourced<Operation>[];
  readonly errors: Sourced<ContractFiles['errors']>;
  readonly lifeCycle: Sourced<ContractFiles['life-cycle']>;
  readonly tasks: Sourced<ContractFiles['tasks']>;
  readonly readings: Sourced<ContractFiles['readings']>;
  readonly requirements: readonly Sourced<ContractFiles['requirements']>[];
  /** Requirements written from templates; their source is the operation's file. */
  readonly generated: readonly Sourced<Requirement>[];
  /** File names in `schemas/xsd/`. */
  readonly schemas: ReadonlySet<string>;
}

export type Report = (problem: CatalogueProblem) => void;

/** What no file shows by itself: references that lead nowhere, and things that are there twice. */
export function crossCheck(loaded: Loaded, report: Report): void {
  const { operations, errors, tasks, readings } = loaded;
  for (const operation of operations) checkOperation(operation, loaded, report);
  once('operation', operations.map(({ source, value }) => ({ source, path: ['id'], id: value.id })), report);
  once('method and path', operations.map(({ source, value }) => ({ source, path: ['path'], id: `${value.method} ${value.path}` })), report);

  once('error code', errors.value.errors.map(({ code }, at) => ({ source: errors.source, path: ['errors', at, 'code'], id: code })), report);
  once('section', errors.value.errors.map(({ section }, at) => ({ source: errors.source, path: ['errors', at, 'section'], id: section })), report);
  once('task type', tasks.value.types.map((id, at) => ({ source: tasks.source, path: ['types', at], id })), report);
  once('task status', tasks.value.statuses.map(({ id }, at) => ({ source: tasks.source, path: ['statuses', at, 'id'], id })), report);
  checkLifeCycle(loaded, report);
  checkRequirements(loaded, report);

  once('reading', readings.value.readings.map(({ id }, at) => ({ source: readings.source, path: ['readings', at, 'id'], id })), report);
  readings.value.readings.forEach(({ id: reading, admissible }, at) => {
    const answers = admissible.map(({ id }, n) => ({ source: readings.source, path: ['readings', at, 'admissible', n, 'id'], id }));
    once(`answer of ${reading}`, answers, report);
  });
}

function checkRequirements({ requirements, generated, readings }: Loaded, report: Report): void {
  const written = requirements.flatMap(({ source, value }) =>
    (value.requirements ?? []).map(({ id }, at) => ({ source, path: ['requirements', at, 'id'], id })),
  );
  const all = [...generated.map(({ source, value }) => ({ source, path: ['id'], id: value.id })), ...written];
  once('requirement', all, report);
  for (const { source, value } of generated) {
    const gap = /\{[A-Za-z]+\}/.exec(value.text);
    if (gap) report({ file: source.file, line: 1, message: `found no value for ${gap[0]} in requirement "${value.id}"; expected the operation to have one` });
  }
  const known = new Set(all.map(({ id }) => id));
  readings.value.readings.forEach((reading, at) => {
    reading.requirements?.forEach((id, n) => {
      if (known.has(id)) return;
      const line = readings.source.lineOf(['readings', at, 'requirements', n]);
      report({ file: readings.source.file, line, message: `found requirement "${id}" in reading "${reading.id}"; expected one that contracts/requirements/ gives` });
    });
  });
}

interface Place {
  readonly source: YamlSource;
  readonly path: YamlPath;
  readonly id: string;
}

/** Reports every id that is there again, naming where it was first. */
export function once(what: string, places: readonly Place[], report: Report): void {
  const first = new Map<string, Place>();
  for (const place of places) {
    const before = first.get(place.id);
    if (!before) {
      first.set(place.id, place);
      continue;
    }
    const earlier = `${before.source.file}:${before.source.lineOf(before.path)}`;
    const line = place.source.lineOf(place.path);
    report({ file: place.source.file, line, message: `found ${what} "${place.id}" again; expected it only once (first at ${earlier})` });
  }
}
