import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { phaseOf, readTask } from '../document/task.ts';
import { offeredActions, readVm, stateOf } from '../document/vm.ts';
import { parseStep } from '../evidence/steps.ts';
import type { Evidence, Exchange } from '../evidence/types.ts';
import { type ActionRecord, accepted, statusOf } from './action-record.ts';
import type { JudgeContext, RawFinding, ScenarioCheck } from './check.ts';
import { requestedName } from './task-of-operation.ts';
import { describeAnswer } from './wording.ts';

/** Codes with which the loser of a race may be told so: whatever fits the state that the winner made, or says that there was a race. */
const LOSER: ReadonlySet<string> = new Set([
  'ConcurrentAccess',
  'InvalidState',
  'ConflictResource',
  'ObjectDuplicated',
  'ObjectNotFound',
  'NoLongerExist',
  'DuringDeleting',
  'ServerBusy',
  'VMOperationFailed',
  'VMCannotGetState',
  'VMSetInstanceTypeFailed',
  'DeployVMAmountQuotaReached',
  'DeployPublicIPAmountQuotaReached',
  'NetCreateVMFail',
]);

/** Accepted, and its task did not end badly: the server says that it was done. */
function done(record: ActionRecord, context: JudgeContext): boolean {
  if (!accepted(record)) return false;
  const last = record.polls.at(-1);
  const phase = phaseOf(
    last === undefined ? undefined : readTask(context.documents.root(last))?.status,
    context.catalogue.tasks,
  );
  return phase === 'ended-well';
}

function last(evidence: Evidence, operation: string, name?: string): Exchange | undefined {
  return evidence.exchanges.findLast(
    (exchange) =>
      parseStep(exchange.step).action === null &&
      exchange.operation === operation &&
      (name === undefined || exchange.parameters['vm-name'] === name),
  );
}

/** Of calls that exclude each other one at most is done, the others are told so, and what everybody sees afterwards fits. */
export const raceOutcome: ScenarioCheck = {
  id: 'race-outcome',
  kind: 'scenario',
  faults: ['virtual-machines/conflicting-calls-accepted', 'clone-vm/name-race'],
  companions: ['errors/invalid-state-renamed'],
  appliesTo: (scenario) => scenario.family === 'race',
  judge(scenario, evidence, records, context) {
    const findings: RawFinding[] = [];
    const calls = records.map((record) => record.call);
    const add = (
      expected: string,
      actual: string,
      where: string,
      shown: readonly (Exchange | undefined)[] = [],
    ): void => {
      findings.push({
        requirement: 'concurrency.one-winner',
        expected,
        actual,
        exchanges: [...shown.filter((exchange) => exchange !== undefined), ...calls],
        where,
      });
    };
    for (const record of records) {
      const code = errorCodeOf(context.documents.root(record.call));
      if (statusOf(record.call) >= 400 && (code === undefined || !LOSER.has(code)))
        add(
          'a code that says why the loser of a race is refused',
          describeAnswer(record.call, context),
          '/ErrorMessage/code',
        );
    }
    const winners = records.filter((record) => done(record, context));
    const race = scenario.variation.race;
    if (race === 'clone-to-one-name') cloneRace(winners, evidence, context, add);
    if (race === 'same-action-twice') {
      const list = evidence.exchanges.find(
        (exchange) =>
          exchange.operation === 'get-vm-management-action-list' && parseStep(exchange.step).role === 'probe',
      );
      const offersAgain =
        list !== undefined &&
        offeredActions(context.documents.root(list), context.catalogue.version).includes('power-on');
      if (winners.length > 1 && !offersAgain)
        add(
          'one power-on at most, since a VM that runs does not offer it',
          `${winners.length} were accepted and ended well`,
          'status',
        );
    }
    if (race === 'power-off-against-delete') {
      const deleted = winners.some((record) => record.operation.id === 'delete-vm');
      const info = last(evidence, 'get-vm-information');
      if (deleted && statusOf(info) === 200)
        add('no VM, since its deletion ended well', 'the VM can be read', 'status', [info]);
      if (!deleted && statusOf(info) === 404)
        add('the VM, since its deletion was refused or failed', describeAnswer(info, context), 'status', [info]);
    }
    if (race === 'update-against-update') {
      const info = last(evidence, 'get-vm-information');
      const types = winners.flatMap(
        (record) =>
          /<instance-type>([^<]*)/.exec(
            Buffer.from(record.call.request.body?.base64 ?? '', 'base64').toString('utf8'),
          )?.[1] ?? [],
      );
      const type = info === undefined ? undefined : readVm(context.documents.root(info))?.instanceType;
      if (types.length > 0 && type !== undefined && !types.includes(type))
        add(`instance-type ${types.join(' or ')}`, type, '/VirtualMachine/instance-type', [info]);
    }
    if (race === 'many-on-one' && !legalOrder(winners, evidence, context))
      add(
        'an order of the calls that ended well which the life cycle allows',
        winners.map((record) => record.operation.id).join(', '),
        'status',
        [last(evidence, 'get-vm-information')],
      );
    return findings;
  },
};

function cloneRace(
  winners: readonly ActionRecord[],
  evidence: Evidence,
  context: JudgeContext,
  add: (expected: string, actual: string, where: string, shown?: readonly (Exchange | undefined)[]) => void,
): void {
  if (winners.length > 1)
    add('one clone of the name at most', `${winners.length} were accepted and ended well`, 'status');
  const name = winners[0] === undefined ? undefined : requestedName(winners[0]);
  const list = last(evidence, 'get-vm-list');
  const listed =
    list === undefined
      ? []
      : linksOf(context.documents.root(list), context.catalogue.version).filter((link) => link.name === name);
  if (name !== undefined && list !== undefined && statusOf(list) === 200 && listed.length !== 1)
    add(`${name} once in the VM list`, `${listed.length} times`, '/VirtualMachineList', [list]);
}

/** Searches for an order in which each winner's operation is allowed in the state that the one before left, ending in the state seen. */
function legalOrder(winners: readonly ActionRecord[], evidence: Evidence, context: JudgeContext): boolean {
  const info = last(evidence, 'get-vm-information');
  const end = info === undefined ? undefined : stateOf(readVm(context.documents.root(info))?.status, context.words);
  if (end === undefined) return true;
  const cells = context.catalogue.lifeCycle.cells;
  const search = (state: string, rest: readonly ActionRecord[]): boolean => {
    if (rest.length === 0) return state === end;
    return rest.some((record, index) => {
      const cell = cells.find((candidate) => candidate.state === state && candidate.action === record.operation.action);
      if (cell === undefined || cell.rule === 'refused') return false;
      const to = cell.to ?? record.operation.then.state;
      const next = to === null || to === 'unchanged' ? state : to;
      return search(next, rest.toSpliced(index, 1));
    });
  };
  return search('powered-on', winners);
}
