import type { Catalogue, Operation } from '../catalogue/types.ts';
import { parseStep, type StepRole } from '../evidence/steps.ts';
import type { Evidence, Exchange, StageNote } from '../evidence/types.ts';
import type { Scenario } from '../plan/types.ts';

/** One changing operation: the call, its task, and what was seen around it. */
export interface ActionRecord {
  readonly scenario: Scenario | null;
  readonly scenarioId: string;
  readonly action: number;
  readonly operation: Operation;
  readonly call: Exchange;
  readonly polls: readonly Exchange[];
  readonly seen: Readonly<Partial<Record<StepRole, Exchange>>>;
  readonly notes: readonly StageNote[];
}

/** Reads the records back from the steps `aN/…`. The last try of each step is the one that counts. */
export function actionRecords(
  scenario: Scenario | null,
  evidence: Evidence,
  catalogue: Catalogue,
): readonly ActionRecord[] {
  const groups = new Map<number, { call?: Exchange; polls: Exchange[]; seen: Partial<Record<StepRole, Exchange>> }>();
  for (const exchange of evidence.exchanges) {
    const { action, role } = parseStep(exchange.step);
    if (action === null) continue;
    const group = groups.get(action) ?? { polls: [], seen: {} };
    groups.set(action, group);
    if (role === 'call' || role === 'twin') group.call = exchange;
    else if (role === 'poll') group.polls.push(exchange);
    else group.seen[role] = exchange;
  }
  return [...groups].flatMap(([action, { call, polls, seen }]): readonly ActionRecord[] => {
    if (call === undefined || call.operation === null) return [];
    return [
      {
        scenario,
        scenarioId: evidence.scenario,
        action,
        operation: catalogue.operation(call.operation),
        call,
        polls,
        seen,
        notes: evidence.notes,
      },
    ];
  });
}

export function statusOf(exchange: Exchange | undefined): number {
  return exchange?.response?.status ?? 0;
}

export function accepted(record: ActionRecord): boolean {
  const status = statusOf(record.call);
  return status >= 200 && status < 300;
}

export function refused(record: ActionRecord): boolean {
  return statusOf(record.call) >= 300;
}

/** Whether the request was right in every respect, so that only the life cycle decides about it. */
export function undisturbed(record: ActionRecord): boolean {
  return (
    record.scenario === null ||
    ((record.scenario.expects === null || record.scenario.expects.kind === 'success') &&
      record.scenario.family !== 'race' &&
      record.scenario.family !== 'quota')
  );
}

/** `vm-name` and the like of the call. */
export function parameter(record: ActionRecord, name: string): string {
  return record.call.parameters[name] ?? '';
}
