import type { Catalogue } from '../../catalogue/types.ts';
import { scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

const CONSISTENT = [
  'task.effect-by-end',
  'task.listed',
  'task.unique-id',
  'refused.unchanged',
  'actions.depend-on-state',
  'actions.offered-accepted',
  'actions.not-offered-refused',
] as const;

/** Walks of this many steps; enough for every pair to turn up once more behind a history of its own. */
const WALKS = 6;
const STEPS = 14;

/** Every pair of successive actions, each on a VM that is in the right state for the first of the two. */
export function pairs(catalogue: Catalogue): readonly Scenario[] {
  const actions = [...new Set(catalogue.lifeCycle.cells.map((cell) => cell.action))];
  return actions
    .filter((first) => first !== 'delete')
    .flatMap((first) =>
      actions.map((second) =>
        scenario({
          id: `life-cycle/${first}-then-${second}`,
          title: `After ${first}, ${second} does what it does at any other time`,
          family: 'pair',
          aspect: 'states',
          class: 'life-cycle',
          requirements: CONSISTENT,
          tier: 'life-cycle',
          mutates: true,
          variation: { first, second },
          cost: { requests: 22, tasks: 2 },
        }),
      ),
    );
}

/** Random walks through the life cycle; the seed of the run decides them. */
export function walks(_catalogue: Catalogue): readonly Scenario[] {
  return Array.from({ length: WALKS }, (_, index) =>
    scenario({
      id: `life-cycle/walk-${index + 1}`,
      title: `A random walk of ${STEPS} actions keeps VM, lists and tasks in step (walk ${index + 1})`,
      family: 'walk',
      aspect: 'states',
      class: 'life-cycle',
      requirements: CONSISTENT,
      tier: 'life-cycle',
      mutates: true,
      variation: { walk: index + 1, steps: STEPS },
      cost: { requests: STEPS * 9, tasks: Math.round(STEPS * 0.7) },
    }),
  );
}
