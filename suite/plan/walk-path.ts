import fc from 'fast-check';
import type { Catalogue, StableState } from '../catalogue/types.ts';
import { leadsTo, takes } from './life-cycle-model.ts';
import type { Scenario } from './types.ts';

/** Of so many steps one is any action at all; the others are what the model of the life cycle takes at this point. */
const ONE_IN = 4;

/** The actions of a walk from a powered-off VM, decided by the seed of the run and the number of the walk. */
export function walkPath(scenario: Scenario, catalogue: Catalogue, seed: number): readonly string[] {
  const length = Number(scenario.variation.steps);
  const [dice = []] = fc.sample(fc.array(fc.nat(), { minLength: length, maxLength: length }), {
    seed: seed * 1000 + Number(scenario.variation.walk),
    numRuns: 1,
  });
  let state: StableState = 'powered-off';
  const path: string[] = [];
  for (const roll of dice) {
    // One clone is enough, so that a walk does not fill the VDC.
    const all = actions(catalogue).filter((action) => action !== 'clone' || !path.includes('clone'));
    const taken = all.filter((action) => takes(catalogue, state, action));
    const choice = roll % ONE_IN === 0 || taken.length === 0 ? all : taken;
    const action = choice[Math.floor(roll / ONE_IN) % choice.length] ?? 'power-on';
    path.push(action);
    if (takes(catalogue, state, action)) state = leadsTo(catalogue, state, action) ?? state;
  }
  return path;
}

/** Any step of a walk, for shorter ones to be made of. */
export function walkStep(catalogue: Catalogue): fc.Arbitrary<string> {
  return fc.constantFrom<string[]>(...actions(catalogue));
}

function actions(catalogue: Catalogue): readonly string[] {
  return [...new Set<string>(catalogue.lifeCycle.cells.map((cell) => cell.action))].filter((one) => one !== 'delete');
}
