import { checkLifeCycle } from './cross-check-life-cycle.ts';
import { checkOperation } from './cross-check-operation.ts';
import type { Loaded, Report } from './loaded.ts';
import { once } from './once.ts';

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
