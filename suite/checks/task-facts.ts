import { phaseOf, readTask, type TaskInformation } from '../document/task.ts';
import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, statusOf } from './action-record.ts';
import type { JudgeContext, RawFinding } from './check.ts';
import { endedWell } from './ended-well.ts';
import { isOwnRead } from './own-read.ts';
import { instant } from './task-values.ts';

/** What a task told once it tells for ever; its times from its end on, since one that waits may begin later than was planned. */
export const FACTS: readonly {
  readonly element: string;
  readonly of: (task: TaskInformation, ended: boolean) => string | undefined;
}[] = [
  { element: 'type', of: ({ type }) => type },
  { element: 'object-name', of: ({ objectName }) => objectName },
  { element: 'start-time', of: ({ startTime }, ended) => (ended && startTime !== '' ? startTime : undefined) },
  { element: 'end-time', of: ({ endTime }, ended) => (ended && endTime !== '' ? endTime : undefined) },
];

/** A task that is told with another type, object or time than before, however long ago that was (§3.32). */
export function factsChanged(exchanges: readonly Exchange[], context: JudgeContext): readonly RawFinding[] {
  const first = new Map<string, { readonly value: string; readonly exchange: Exchange }>();
  const told = new Set<string>();
  return exchanges
    .filter(
      (exchange) => exchange.operation === 'get-task' && statusOf(exchange) === 200 && isOwnRead(exchange, context),
    )
    .toSorted((a, b) => sentAt(a) - sentAt(b))
    .flatMap((exchange): readonly RawFinding[] => {
      const id = exchange.parameters['task-id'] ?? '';
      const task = readTask(context.documents.root(exchange));
      if (task === undefined || told.has(id)) return [];
      const phase = phaseOf(task.status, context.catalogue.tasks);
      return FACTS.flatMap(({ element, of }): readonly RawFinding[] => {
        const value = of(task, phase === 'ended-well' || phase === 'ended-badly');
        const before = first.get(`${element} ${id}`);
        if (value === undefined || before?.value === value) return [];
        if (before === undefined) {
          first.set(`${element} ${id}`, { value, exchange });
          return [];
        }
        told.add(id);
        return [
          {
            requirement: 'task.facts-kept',
            expected: `${element} ${before.value} of task ${id}, as it was told before`,
            actual: value,
            exchanges: [exchange, before.exchange],
            where: `/Task/${element}`,
          },
        ];
      });
    });
}

/** Times may be rounded, to the minute at worst. */
const ROUNDED_MS = 60_000;
/** So many tasks, begun so far apart, are not begun at one and the same moment. */
const FEW = 5;
const APART_MS = 3000;

/** Times that are not those of the task: longer apart than the client waited, or the same for all tasks of the run. */
export function timesThatCannotBe(records: readonly ActionRecord[], context: JudgeContext): readonly RawFinding[] {
  const ended = records.flatMap((record) => {
    const last = record.polls.at(-1);
    const task = last === undefined || !endedWell(record, context) ? undefined : readTask(context.documents.root(last));
    return last === undefined || task === undefined ? [] : [{ record, last, task }];
  });
  const longer = ended.flatMap(({ record, last, task }): readonly RawFinding[] => {
    const lasted = instant(task.endTime) - instant(task.startTime);
    const waited = answeredAt(last) - sentAt(record.call);
    if (Number.isNaN(lasted) || lasted <= waited + ROUNDED_MS) return [];
    return [
      {
        requirement: 'task.times',
        expected: `times at most ${Math.ceil(waited / 1000)} s apart, since the task was begun and ended within these`,
        actual: `${task.startTime} to ${task.endTime}`,
        exchanges: [last, record.call],
        where: '/Task/end-time',
      },
    ];
  });
  return [...longer.slice(0, 1), ...allAtOnce(ended)];
}

function allAtOnce(
  ended: readonly { readonly record: ActionRecord; readonly last: Exchange; readonly task: TaskInformation }[],
): readonly RawFinding[] {
  const [first] = ended;
  const latest = ended.at(-1);
  const start = first?.task.startTime;
  if (first === undefined || latest === undefined || start === undefined || ended.length < FEW) return [];
  const calls = ended.map(({ record }) => sentAt(record.call));
  const apart = Math.max(...calls) - Math.min(...calls);
  // A clock that is read to the minute tells the same for a while.
  const coarse = instant(start) % ROUNDED_MS === 0;
  if (apart < APART_MS || coarse || ended.some(({ task }) => task.startTime !== start)) return [];
  return [
    {
      requirement: 'task.times',
      expected: `start times of their own for ${ended.length} tasks that were begun within ${Math.round(apart / 1000)} s`,
      actual: `${start} for each of them`,
      exchanges: [latest.last, first.last],
      where: '/Task/start-time',
    },
  ];
}
