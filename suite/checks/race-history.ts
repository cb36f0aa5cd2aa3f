import { errorCodeOf } from '../document/error-message.ts';
import { requestedTextIn } from '../document/requested-text.ts';
import { phaseOf, readTask } from '../document/task.ts';
import { offeredActions, readVm, stateOf } from '../document/vm.ts';
import { parseStep } from '../evidence/steps.ts';
import { answeredAt, sentAt } from '../evidence/times.ts';
import type { Evidence, Exchange } from '../evidence/types.ts';
import { type ActionRecord, accepted, statusOf } from './action-record.ts';
import type { JudgeContext } from './check.ts';
import type { Happening } from './linearize.ts';

/** What can be told of a VM; `?` where nobody knows. */
export interface VmState {
  readonly power: 'powered-off' | 'powered-on' | 'suspended' | 'gone' | '?';
  readonly type: string;
}

/** Codes by which a call learns that there is no VM any more. */
const GONE: readonly string[] = ['ObjectNotFound', 'NoLongerExist', 'DuringDeleting'];
const STATES = ['powered-off', 'powered-on', 'suspended'] as const;

/** What each client was told, with call and return times, and what everybody could read when all was over. */
export function historyOf(
  records: readonly ActionRecord[],
  evidence: Evidence,
  context: JudgeContext,
): readonly Happening<VmState>[] {
  const offers = offersByState(evidence, context);
  const deleting = records.filter((record) => record.operation.id === 'delete-vm' && accepted(record));
  const calls = records.map((record): Happening<VmState> => {
    const from = sentAt(record.call);
    const last = record.polls.at(-1);
    const status = last === undefined ? undefined : readTask(context.documents.root(last))?.status;
    const phase = phaseOf(status, context.catalogue.tasks);
    const told = record.operation.id;
    if (statusOf(record.call) >= 300) {
      const code = errorCodeOf(context.documents.root(record.call)) ?? `status ${statusOf(record.call)}`;
      const to = answeredAt(record.call);
      const overlapped = deleting.some((other) => sentAt(other.call) <= to);
      const step = (state: VmState): readonly VmState[] =>
        GONE.includes(code) && state.power !== 'gone' && !overlapped ? [] : [state];
      return { label: `${told} refused with ${code}`, from, to, step, doubtful: false };
    }
    const done = accepted(record) && last !== undefined && phase === 'ended-well';
    return {
      label: done ? `${told} done` : `${told} without a known end`,
      from,
      to: done ? answeredAt(last) : Number.POSITIVE_INFINITY,
      step: (state) => after(record, state, offers, context),
      doubtful: !done,
    };
  });
  return [...calls, ...readsOf(evidence, context)];
}

/** Where an operation leads from a state; nowhere when guide or action list say that it is refused there. */
function after(
  record: ActionRecord,
  state: VmState,
  offers: ReadonlyMap<string, readonly string[]>,
  context: JudgeContext,
): readonly VmState[] {
  const { operation } = record;
  if (state.power === 'gone') return [];
  const action = operation.action ?? (operation.id === 'delete-vm' ? 'delete' : 'update');
  if (state.power === '?') return STATES.flatMap((power) => after(record, { ...state, power }, offers, context));
  const cell = context.catalogue.lifeCycle.cells.find((one) => one.state === state.power && one.action === action);
  if (cell === undefined || cell.rule === 'refused') return [];
  // Where the guide leaves it open, the list that the server itself showed in that state decides about its six actions.
  const offered = offers.get(state.power);
  if (cell.rule === 'open' && operation.action !== null && offered?.includes(action) === false) return [];
  if (action === 'delete') return [{ ...state, power: 'gone' }];
  if (action === 'update') return [{ ...state, type: requestedTextIn(record.call, 'instance-type') ?? '?' }];
  const to = cell.to ?? operation.then.state;
  if (to === 'powered-off' || to === 'powered-on' || to === 'suspended') return [{ ...state, power: to }];
  return to === 'unchanged' ? [state] : [{ ...state, power: '?' }];
}

/** Outside of any action, before the race and after it. */
const beside = (exchange: Exchange, operation: string): boolean =>
  exchange.operation === operation && parseStep(exchange.step).action === null;

function looks(evidence: Evidence): readonly Exchange[] {
  return evidence.exchanges.filter((exchange) => beside(exchange, 'get-vm-information'));
}

function readState(exchange: Exchange, context: JudgeContext): VmState | undefined {
  if (statusOf(exchange) === 404) return { power: 'gone', type: '?' };
  const vm = statusOf(exchange) === 200 ? readVm(context.documents.root(exchange)) : undefined;
  if (vm === undefined) return undefined;
  return { power: stateOf(vm.status, context.words) ?? '?', type: vm.instanceType ?? '?' };
}

/** The VM before the race, as far as it could be read. */
export function beginning(evidence: Evidence, context: JudgeContext): VmState {
  const first = looks(evidence).find((exchange) => parseStep(exchange.step).role === 'before.info');
  return (first && readState(first, context)) ?? { power: '?', type: '?' };
}

function readsOf(evidence: Evidence, context: JudgeContext): readonly Happening<VmState>[] {
  return looks(evidence)
    .filter((exchange) => parseStep(exchange.step).role !== 'before.info')
    .flatMap((exchange): readonly Happening<VmState>[] => {
      const seen = readState(exchange, context);
      if (seen === undefined) return [];
      const words = seen.power === 'gone' ? 'no VM' : `${seen.power}, ${seen.type}`;
      const fits = (a: string, b: string): boolean => a === '?' || b === '?' || a === b;
      const step = (state: VmState): readonly VmState[] => {
        if (seen.power === 'gone' || state.power === 'gone') return seen.power === state.power ? [state] : [];
        return fits(seen.power, state.power) && fits(seen.type, state.type) ? [seen] : [];
      };
      return [
        { label: `then read: ${words}`, from: sentAt(exchange), to: answeredAt(exchange), step, doubtful: false },
      ];
    });
}

/** The action lists that the server showed, by the state that the VM was in. */
function offersByState(evidence: Evidence, context: JudgeContext): ReadonlyMap<string, readonly string[]> {
  const offers = new Map<string, readonly string[]>();
  let state: VmState | undefined;
  for (const exchange of evidence.exchanges) {
    if (beside(exchange, 'get-vm-information')) state = readState(exchange, context);
    if (!beside(exchange, 'get-vm-management-action-list') || statusOf(exchange) !== 200) continue;
    if (state !== undefined)
      offers.set(state.power, offeredActions(context.documents.root(exchange), context.catalogue.version));
  }
  return offers;
}
