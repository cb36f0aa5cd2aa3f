import { checkLifeCycle } from './cross-check-life-cycle.ts';
import { checkOperation } from './cross-check-operation.ts';
import { checkPages } from './cross-check-pages.ts';
import { checkRequirements } from './cross-check-requirements.ts';
import type { Loaded, Report } from './loaded.ts';
import { once } from './once.ts';

/** What no file shows by itself: references that lead nowhere, and things that are there twice. */
export function crossCheck(loaded: Loaded, report: Report): void {
  const { operations, errors, tasks, readings } = loaded;
  for (const operation of operations) checkOperation(operation, loaded, report);
  once(
    'operation',
    operations.map(({ source, value }) => ({ source, path: ['id'], id: value.id })),
    report,
  );
  once(
    'method and path',
    operations.map(({ source, value }) => ({ source, path: ['path'], id: `${value.method} ${value.path}` })),
    report,
  );

  once(
    'error code',
    errors.value.errors.map(({ code }, at) => ({ source: errors.source, path: ['errors', at, 'code'], id: code })),
    report,
  );
  once(
    'section',
    errors.value.errors.map(({ section }, at) => ({
      source: errors.source,
      path: ['errors', at, 'section'],
      id: section,
    })),
    report,
  );
  once(
    'task type',
    tasks.value.types.map((id, at) => ({ source: tasks.source, path: ['types', at], id })),
    report,
  );
  once(
    'task status',
    tasks.value.statuses.map(({ id }, at) => ({ source: tasks.source, path: ['statuses', at, 'id'], id })),
    report,
  );
  checkLifeCycle(loaded, report);
  checkRequirements(loaded, report);
  checkPages(loaded, report);

  once(
    'reading',
    readings.value.readings.map(({ id }, at) => ({ source: readings.source, path: ['readings', at, 'id'], id })),
    report,
  );
  readings.value.readings.forEach(({ id: reading, admissible }, at) => {
    const answers = admissible.map(({ id }, n) => ({
      source: readings.source,
      path: ['readings', at, 'admissible', n, 'id'],
      id,
    }));
    once(`answer of ${reading}`, answers, report);
  });
}
