import { NO_ROOM } from '../catalogue/no-room.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { offeredActions, readVm, stateOf } from '../document/vm.ts';
import { type ActionRecord, accepted, statusOf, undisturbed } from './action-record.ts';
import type { ActionCheck, JudgeContext, RawFinding } from './check.ts';
import { describeAnswer } from './wording.ts';

/** A quota is the operator's business; that it was reached says nothing about the life cycle. */
const OF_THE_HOUR: ReadonlySet<string> = new Set([...NO_ROOM, 'ServerBusy']);

type Verdict = 'accept' | 'refuse' | 'either';

interface Expected {
  readonly verdict: Verdict;
  readonly requirement: string;
  readonly because: string;
}

/** What the guide, or else the server's own action list, says about an action in the state the VM was in. */
function expected(record: ActionRecord, context: JudgeContext): Expected | null {
  const { operation } = record;
  const action =
    operation.action ??
    (operation.id === 'delete-vm' ? 'delete' : operation.id === 'update-vm-instance-type' ? 'update' : null);
  const before = readVm(
    record.seen['before.info'] === undefined ? undefined : context.documents.root(record.seen['before.info']),
  );
  const state = stateOf(before?.status, context.words);
  if (action === null || before === undefined || state === undefined) return null;
  const cell = context.catalogue.lifeCycle.cells.find(
    (candidate) => candidate.state === state && candidate.action === action,
  );
  if (cell === undefined) return null;
  if (cell.rule === 'allowed')
    return {
      verdict: 'accept',
      requirement: `${operation.id}.success-status`,
      because: `${action} is for a ${state} VM (§${cell.section})`,
    };
  if (cell.rule === 'refused')
    return {
      verdict: 'refuse',
      requirement: 'actions.powered-off',
      because: `a ${state} VM allows power-on and clone only (§${cell.section})`,
    };
  if (action === 'update' || action === 'delete')
    return { verdict: 'either', requirement: `${operation.id}.success-status`, because: 'the guide names no state' };
  const list = record.seen['before.actions'];
  if (list === undefined || statusOf(list) !== 200) return null;
  const offered = offeredActions(context.documents.root(list), context.catalogue.version).includes(action);
  return offered
    ? {
        verdict: 'accept',
        requirement: 'actions.offered-accepted',
        because: `the action list offers ${action} while the status is ${before.status}`,
      }
    : {
        verdict: 'refuse',
        requirement: 'actions.not-offered-refused',
        because: `the action list does not offer ${action} while the status is ${before.status}`,
      };
}

/** A refusal for the state alone: InvalidState, or that the resource is in use where update lists it (§3.15). */
function refusedForState(record: ActionRecord, context: JudgeContext): boolean {
  const code = errorCodeOf(context.documents.root(record.call));
  return code === 'InvalidState' || (code === 'ConflictResource' && record.operation.errors.includes(code));
}

/** An action is taken in the states that it is for, and refused with InvalidState in the others (§3.14, §3.46). */
export const acceptance: ActionCheck = {
  id: 'acceptance',
  kind: 'action',
  faults: [
    '*/leads-elsewhere',
    '*/code-replaced.InvalidState',
    '*/accepted-when',
    '*/not-offered-but-taken-in-the-second-vdc',
    '*/refused-when',
    '*/refused-later',
    '*/right-body-refused',
    'reset-vm/accepted-when-off',
    '*/offers',
    '*/omits',
  ],
  companions: ['clone-vm/made-though-refused', '*/wrong-later', 'errors/without-body', 'errors/invalid-state-renamed'],
  judge(record, context) {
    if (!undisturbed(record) || record.call.response === null) return [];
    const wanted = expected(record, context);
    const code = errorCodeOf(context.documents.root(record.call)) ?? '';
    const finding = (requirement: string, what: string): readonly RawFinding[] => [
      {
        requirement,
        expected: what,
        actual: describeAnswer(record.call, context),
        exchanges: [
          record.call,
          ...[record.seen['before.info'], record.seen['before.actions']].filter((exchange) => exchange !== undefined),
        ],
        where: 'status',
      },
    ];
    if (wanted === null) {
      // Set-up does not look beforehand, but it asks only for what the state allows.
      const setUp = record.scenarioId.startsWith('set-up/') || record.scenarioId.startsWith('clean-up/');
      const mayBeRefused =
        record.operation.action === null ||
        record.operation.action === 'clone' ||
        record.operation.id === 'deploy-uploaded-image';
      if (setUp && !accepted(record) && !mayBeRefused && code !== 'ServerBusy' && code !== 'ObjectNotFound') {
        return finding(
          `${record.operation.id}.success-status`,
          `${record.operation.success.status}, since the VM is in the state that ${record.operation.name} is for`,
        );
      }
      return [];
    }
    if (accepted(record))
      return wanted.verdict === 'refuse'
        ? finding(wanted.requirement, `400 InvalidState, since ${wanted.because}`)
        : [];
    // After a broken connection nobody knows whether the first try was taken after all.
    if (OF_THE_HOUR.has(code) || record.call.attempt > 1) return [];
    if (wanted.verdict === 'accept')
      return finding(wanted.requirement, `${record.operation.success.status}, since ${wanted.because}`);
    if (!refusedForState(record, context))
      return finding(`${record.operation.id}.error.InvalidState`, `400 InvalidState, since ${wanted.because}`);
    return [];
  },
};
