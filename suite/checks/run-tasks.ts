import { phaseOf, readTask, taskLocation } from '../document/task.ts';
import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Exchange } from '../evidence/types.ts';
import { accepted, statusOf } from './action-record.ts';
import type { JudgeContext, RawFinding, RunCheck } from './check.ts';
import { isOwnRead } from './own-read.ts';
import { factsChanged, timesThatCannotBe } from './task-facts.ts';
import { instant } from './task-values.ts';

/** Clocks are read to the second at worst. */
const RESOLUTION_MS = 1000;

/** No task id is handed out twice, and a task that was started after another had ended says so in its times. */
export const runTasks: RunCheck = {
  id: 'run-tasks',
  kind: 'run',
  summary: 'tasks',
  faults: [
    'tasks/id-reused',
    'get-task/begins-again',
    'get-task/object-forgotten',
    'get-task/lasted-too-long',
    'get-task/times-of-the-example',
  ],
  companions: ['*/task-restarts'],
  judge(exchanges, records, context) {
    const findings: RawFinding[] = [
      ...begunAgain(exchanges, context),
      ...factsChanged(exchanges, context),
      ...timesThatCannotBe(records, context),
    ];
    const calls = records
      .filter((record) => accepted(record) && record.operation.kind === 'asynchronous')
      .toSorted((a, b) => a.call.seq - b.call.seq);
    const first = new Map<string, (typeof calls)[number]>();
    let latest: { end: number; closedAt: number; record: (typeof calls)[number] } | undefined;
    for (const record of calls) {
      const id = taskLocation(record.call, context.catalogue.version)?.resolved?.name;
      if (id === undefined) continue;
      const earlier = first.get(id);
      if (earlier !== undefined)
        findings.push({
          requirement: 'task.unique-id',
          expected: 'a task of its own for every accepted call',
          actual: `${id} again`,
          exchanges: [record.call, earlier.call],
          where: 'header Location',
        });
      else first.set(id, record);
      const last = record.polls.at(-1);
      const task = last === undefined ? undefined : readTask(context.documents.root(last));
      const start = instant(task?.startTime);
      const end = instant(task?.endTime);
      const sent = Date.parse(record.call.startedAt);
      // Only what lies one after the other for the client can be put in order.
      if (
        latest !== undefined &&
        latest.closedAt < sent &&
        !Number.isNaN(start) &&
        start + RESOLUTION_MS < latest.end
      ) {
        findings.push({
          requirement: 'task.times-ordered',
          expected: `a start-time not before ${new Date(latest.end).toISOString()}, when an earlier task had ended`,
          actual: task?.startTime ?? '',
          exchanges: [last ?? record.call, latest.record.polls.at(-1) ?? latest.record.call],
          where: '/Task/start-time',
        });
      }
      if (last !== undefined && !Number.isNaN(end) && (latest === undefined || end > latest.end))
        latest = { end, closedAt: Date.parse(last.startedAt) + last.elapsedMs, record };
    }
    return findings;
  },
};

/** A task that was told of as ended, and later on as one that runs. */
function begunAgain(exchanges: readonly Exchange[], context: JudgeContext): readonly RawFinding[] {
  const ended = new Map<string, Exchange>();
  const told = new Set<string>();
  const reads = exchanges.filter(
    (exchange) => exchange.operation === 'get-task' && statusOf(exchange) === 200 && isOwnRead(exchange, context),
  );
  return reads
    .toSorted((a, b) => sentAt(a) - sentAt(b))
    .flatMap((read): readonly RawFinding[] => {
      const id = read.parameters['task-id'] ?? '';
      const status = readTask(context.documents.root(read))?.status;
      const phase = phaseOf(status, context.catalogue.tasks);
      const before = ended.get(id);
      if (phase === 'ended-well' || phase === 'ended-badly') {
        if (before === undefined) ended.set(id, read);
        return [];
      }
      // What was on its way at the same moment may overtake.
      if (phase === 'unclear' || before === undefined || answeredAt(before) > sentAt(read) || told.has(id)) return [];
      told.add(id);
      return [
        {
          requirement: 'task.forward-only',
          expected: `the task ${id} still ended`,
          actual: `status ${status}`,
          exchanges: [read, before],
          where: '/Task/status',
        },
      ];
    });
}
