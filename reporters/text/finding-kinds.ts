import type { Finding } from '../../suite/judge/types.ts';
import { groupBy } from '../model/group-by.ts';

/** The same flaw in other exchanges is one kind: the first that shows it, and the others. */
export function findingKinds(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const kinds = groupBy(findings, ({ requirement, check, expected, actual, where }) =>
    JSON.stringify([requirement, check, expected, actual, where]),
  );
  return [...kinds.values()].flatMap(([first, ...again]) => (first === undefined ? [] : [[first, ...again] as const]));
}
