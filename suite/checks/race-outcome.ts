import { NO_ROOM } from '../catalogue/no-room.ts';
import { errorCodeOf } from '../document/error-message.ts';
import { linksOf } from '../document/links.ts';
import { parseStep } from '../evidence/steps.ts';
import type { Evidence, Exchange } from '../evidence/types.ts';
import { type ActionRecord, statusOf } from './action-record.ts';
import type { JudgeContext, RawFinding, ScenarioCheck } from './check.ts';
import { endedWell } from './ended-well.ts';
import { impossiblePart } from './linearize.ts';
import { beginning, historyOf } from './race-history.ts';
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
  ...NO_ROOM,
  'NetCreateVMFail',
]);

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
  faults: [
    'virtual-machines/conflicting-calls-accepted',
    'clone-vm/name-race',
    'clone-vm/name-race-of-two',
    'deploy-uploaded-image/name-race',
  ],
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
    const winners = records.filter((record) => endedWell(record, context));
    const race = scenario.variation.race;
    if (race === 'clone-to-one-name' || race === 'clones-of-two-to-one-name')
      cloneRace(winners, evidence, context, add);
    else if (race === 'deploy-to-one-name') deployRace(winners, evidence, context, add);
    else {
      const begin = beginning(evidence, context);
      const part = impossiblePart(begin, historyOf(records, evidence, context));
      if (part !== null) {
        const zero = Math.min(...part.map((one) => one.from));
        const told = part.map(
          ({ label, from, to }) => `${label} (${Math.round(from - zero)}–${Math.round(to - zero)} ms)`,
        );
        add(
          `what an order of these calls can lead to that the life cycle allows, from ${begin.power}`,
          `there is none: ${told.join('; ')}`,
          'status',
          [last(evidence, 'get-vm-information')],
        );
      }
    }
    return findings;
  },
};

type Add = (expected: string, actual: string, where: string, shown?: readonly (Exchange | undefined)[]) => void;

/** Each deployment that ended well has a VM of its own: in one VDC there is one of a name. */
function deployRace(winners: readonly ActionRecord[], evidence: Evidence, context: JudgeContext, add: Add): void {
  const name = winners[0] === undefined ? undefined : requestedName(winners[0]);
  const lists = evidence.exchanges.filter(
    (exchange) => exchange.operation === 'get-vm-list' && parseStep(exchange.step).role === 'read',
  );
  if (name === undefined || lists.some((list) => statusOf(list) !== 200)) return;
  const having = lists.filter((list) =>
    linksOf(context.documents.root(list), context.catalogue.version).some((link) => link.name === name),
  );
  if (having.length < winners.length)
    add(
      `${winners.length} VMs called ${name}, one in a VDC, as so many deployments ended well`,
      `${having.length} VDC${having.length === 1 ? ' has' : 's have'} one`,
      '/VirtualMachineList',
      lists,
    );
}

function cloneRace(winners: readonly ActionRecord[], evidence: Evidence, context: JudgeContext, add: Add): void {
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
