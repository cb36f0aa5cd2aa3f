import type { KillMatrix } from '../reporters/kill-matrix/types.ts';
import { KNOWN_SURVIVORS } from './known-survivors.ts';

/** Everything that makes a proof fail, one line each; empty when the suite noticed what it should and nothing else. */
export function problemsOf(matrix: KillMatrix, whole: boolean): readonly string[] {
  const { faults, variants, checks } = matrix;
  return [
    ...faults.flatMap(({ id, status, owners, kills, open, kind }) => {
      const known = KNOWN_SURVIVORS[id] !== undefined;
      if (known && status === 'survived') return [];
      if (known) return [`${id} is noticed now: take it out of the known survivors`];
      if (status === 'survived') return [`${id} survived${open.length > 0 ? ` (${open.join('; ')})` : ''}`];
      const others = kills.filter(({ standing }) => standing === 'wrong');
      return [
        ...(owners.length === 0 && kind !== 'foreign' ? [`${id}: no check says that it is there for it`] : []),
        ...(status === 'missed' && owners.length > 0 ? [`${id} was missed by ${owners.join(', ')}`] : []),
        ...others.map(
          ({ check, scenario, expected, actual }) =>
            `${id} was also failed by ${check} in ${scenario}: expected ${expected}, got ${actual}`,
        ),
      ];
    }),
    ...variants
      .filter(({ passed }) => !passed)
      .map(({ id, outcome, kills, open }) => {
        const why = kills.map(
          ({ check, scenario, expected, actual }) => `${check} in ${scenario}: expected ${expected}, got ${actual}`,
        );
        return `variant ${id} is ${outcome}: ${[...why, ...open].slice(0, 3).join('; ')}`;
      }),
    ...(whole
      ? [
          ...checks.filter(({ kills }) => kills === 0).map(({ id }) => `no fault makes the check ${id} fail`),
          ...matrix.unprovenRequirements.map((id) => `no fault was killed by the requirement ${id}`),
        ]
      : []),
  ];
}
