import type { Loaded, Report } from './loaded.ts';
import { once } from './once.ts';

/** Every state with every action exactly once, between known states. */
export function checkLifeCycle({ lifeCycle: { source, value } }: Loaded, report: Report): void {
  const { states, cells } = value;
  once(
    'state',
    states.map(({ id }, at) => ({ source, path: ['states', at, 'id'], id })),
    report,
  );
  once(
    'cell',
    cells.map(({ state, action }, at) => ({ source, path: ['cells', at], id: `${state} × ${action}` })),
    report,
  );
  const known = new Set(states.map(({ id }) => id));
  cells.forEach(({ state, to }, at) => {
    if (!known.has(state))
      report({
        file: source.file,
        line: source.lineOf(['cells', at, 'state']),
        message: `found state "${state}"; expected one of ${[...known].join(', ')}`,
      });
    if (to !== null && to !== 'gone' && !known.has(to))
      report({
        file: source.file,
        line: source.lineOf(['cells', at, 'to']),
        message: `found state "${to}"; expected one of ${[...known].join(', ')}`,
      });
  });
  const there = new Set(cells.map(({ state, action }) => `${state} × ${action}`));
  for (const action of new Set(cells.map((cell) => cell.action))) {
    for (const state of known) {
      if (!there.has(`${state} × ${action}`))
        report({
          file: source.file,
          line: source.lineOfKey([], 'cells'),
          message: `found no cell ${state} × ${action}; expected one for every state and action`,
        });
    }
  }
}
