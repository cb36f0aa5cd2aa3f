import type { MockParts } from '../../mock/start.ts';

/** The most tasks that ran at one moment, by what the mock itself wrote down. */
export function mostTasksAtOnce({ service }: Pick<MockParts, 'service'>): number {
  const edges = [...service.world.tasks.values()].flatMap(({ startedAt, endsAt }) => [
    { at: startedAt, step: 1 },
    { at: endsAt, step: -1 },
  ]);
  let open = 0;
  let most = 0;
  for (const { step } of edges.toSorted((a, b) => a.at - b.at || a.step - b.step)) {
    open += step;
    most = Math.max(most, open);
  }
  return most;
}
