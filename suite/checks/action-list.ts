import { offeredActions, readVm, stateOf } from '../document/vm.ts';
import type { Exchange } from '../evidence/types.ts';
import { type ActionRecord, accepted, statusOf, undisturbed } from './action-record.ts';
import type { ActionCheck, JudgeContext, RawFinding } from './check.ts';

const KNOWN: ReadonlySet<string> = new Set(['power-on', 'power-off', 'reset', 'suspend', 'resume', 'clone']);
const POWERED_OFF: readonly string[] = ['clone', 'power-on'];

function judgePair(
  info: Exchange | undefined,
  list: Exchange | undefined,
  context: JudgeContext,
): readonly RawFinding[] {
  if (info === undefined || list === undefined || statusOf(info) !== 200 || statusOf(list) !== 200) return [];
  const vm = readVm(context.documents.root(info));
  const root = context.documents.root(list);
  if (vm === undefined || root === undefined) return [];
  const offered = [...new Set(offeredActions(root, context.catalogue.version))].toSorted();
  const state = stateOf(vm.status, context.words);
  if (state === 'powered-off') {
    if (offered.join() === POWERED_OFF.join()) return [];
    return [
      {
        requirement: 'actions.powered-off',
        expected: 'power-on and clone, and nothing else, for a powered-off VM (§3.14)',
        actual: offered.join(', ') || 'no action',
        exchanges: [list, info],
        where: '/VmManagementActionList',
      },
    ];
  }
  const findings: RawFinding[] = offered
    .filter((action) => !KNOWN.has(action))
    .map((action) => ({
      requirement: 'actions.depend-on-state',
      advisory: true,
      expected: 'the six actions of §3.14',
      actual: action,
      exchanges: [list],
      where: '/VmManagementActionList',
    }));
  if (state !== undefined && offered.join() === POWERED_OFF.join()) {
    findings.push({
      requirement: 'actions.depend-on-state',
      expected: `other actions for a VM that is ${vm.status} than for one that is powered off (§3.14)`,
      actual: offered.join(', '),
      exchanges: [list, info],
      where: '/VmManagementActionList',
    });
  }
  return findings;
}

/** The action list fits the state: exactly two actions when powered off, others otherwise, and none is taken that it does not offer (§3.14). */
export const actionList: ActionCheck = {
  id: 'action-list',
  kind: 'action',
  faults: [
    '*/offers',
    '*/omits',
    'get-vm-management-action-list/offers-reset-when-off',
    'get-vm-management-action-list/list-empty',
    'get-vm-management-action-list/one-behind',
  ],
  companions: ['get-vm-information/one-behind', 'get-vm-management-action-list/entries-without-href'],
  judge(record, context) {
    const findings = [
      ...judgePair(record.seen['before.info'], record.seen['before.actions'], context),
      ...judgePair(record.seen['after.info'], record.seen['after.actions'], context),
    ];
    return [...findings, ...takenWithoutOffer(record, context)];
  },
};

function takenWithoutOffer(record: ActionRecord, context: JudgeContext): readonly RawFinding[] {
  const { action } = record.operation;
  const list = record.seen['before.actions'];
  if (action === null || !accepted(record) || !undisturbed(record) || list === undefined || statusOf(list) !== 200)
    return [];
  const info = record.seen['before.info'];
  const state = stateOf(readVm(info === undefined ? undefined : context.documents.root(info))?.status, context.words);
  const fixed =
    context.catalogue.lifeCycle.cells.find((cell) => cell.state === state && cell.action === action)?.rule ===
    'allowed';
  // Where the guide leaves the action open, taking it without offering it is for the acceptance check to say.
  if (!fixed || offeredActions(context.documents.root(list), context.catalogue.version).includes(action)) return [];
  return [
    {
      requirement: 'actions.not-offered-refused',
      expected: `${action} on offer, since the server takes it`,
      actual: offeredActions(context.documents.root(list), context.catalogue.version).join(', ') || 'no action',
      exchanges: [list, record.call],
      where: '/VmManagementActionList',
    },
  ];
}
