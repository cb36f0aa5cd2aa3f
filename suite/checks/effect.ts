import { linksOf } from '../document/links.ts';
import { requestedTextIn } from '../document/requested-text.ts';
import { phaseOf, readTask } from '../document/task.ts';
import { hasPublicIp, readVm, stateOf, type VmInformation } from '../document/vm.ts';
import { type ActionRecord, accepted, statusOf } from './action-record.ts';
import type { ActionCheck, JudgeContext, RawFinding } from './check.ts';
import { requestedName } from './task-of-operation.ts';
import { describeAnswer } from './wording.ts';

type Add = (expected: string, actual: string, where: string, requirement?: string, advisory?: true) => void;

/** After each operation, what its section promises. */
const EFFECTS: Readonly<Record<string, (record: ActionRecord, context: JudgeContext, add: Add) => void>> = {
  'power-on-vm': (record, context, add) => stateAfter(record, context, add, 'powered-on'),
  'resume-vm': (record, context, add) => stateAfter(record, context, add, 'powered-on'),
  'reset-vm': (record, context, add) => {
    const before = vmOf(record, 'before.info', context);
    const after = vmOf(record, 'after.info', context);
    // What becomes of a suspended VM where a server lets it be reset is not said: it runs, or it is as before.
    const wasSuspended = stateOf(before?.status, context.words) === 'suspended';
    if (wasSuspended && after?.status !== 'powered-off') return;
    if (after !== undefined && before !== undefined && after.status !== before.status)
      add(`status ${before.status}, as before the reset`, after.status ?? 'absent', '/VirtualMachine/status');
    else if (before === undefined && after?.status === 'powered-off')
      add('a VM that runs after its reset', 'powered-off', '/VirtualMachine/status');
  },
  'suspend-vm': (record, context, add) => stateAfter(record, context, add, 'suspended'),
  'power-off-vm': (record, context, add) => {
    const after = vmOf(record, 'after.info', context);
    if (after !== undefined && after.status !== 'powered-off')
      add('status powered-off', after.status ?? 'absent', '/VirtualMachine/status');
  },
  'update-vm-instance-type': (record, context, add) => {
    const after = vmOf(record, 'after.info', context);
    const before = vmOf(record, 'before.info', context);
    // A body that names no type asks for no other than there is.
    const wanted = requestedTextIn(record.call, 'instance-type') ?? before?.instanceType;
    if (after !== undefined && wanted !== undefined && after.instanceType !== wanted)
      add(`instance-type ${wanted}`, after.instanceType ?? 'absent', '/VirtualMachine/instance-type');
    // Whether a running VM has to be stopped for it is not said; that one at rest is started by it would be an action of its own.
    if (after !== undefined && before !== undefined && after.status !== before.status) {
      const atRest = before.status === 'powered-off';
      add(
        `status ${before.status}, as before`,
        after.status ?? 'absent',
        '/VirtualMachine/status',
        atRest ? 'history.legal' : undefined,
        atRest ? undefined : true,
      );
    }
  },
  'delete-vm': (record, context, add) => {
    const gone = record.seen['gone.info'];
    if (gone?.response != null && gone.response.status < 300)
      add('404 for a VM that has been deleted', describeAnswer(gone, context), 'status');
    else if (gone?.response != null && gone.response.status !== 404)
      add(
        '404 ObjectNotFound or NoLongerExist',
        describeAnswer(gone, context),
        'status',
        'get-vm-information.error.ObjectNotFound',
      );
  },
  'clone-vm': (record, context, add) => {
    const source = vmOf(record, 'before.info', context);
    const after = vmOf(record, 'after.info', context);
    const info = record.seen['after.new.info'];
    const clone = vmOf(record, 'after.new.info', context);
    if (info !== undefined && statusOf(info) !== 200)
      add(
        `a VM ${requestedName(record)} in the VDC of its source`,
        describeAnswer(info, context),
        'status',
        'clone-vm.same-vdc',
      );
    if (
      source !== undefined &&
      after !== undefined &&
      (after.status !== source.status || after.instanceType !== source.instanceType)
    ) {
      add(
        `the source as it was: ${source.status}, ${source.instanceType}`,
        `${after.status}, ${after.instanceType}`,
        '/VirtualMachine',
      );
    }
    const [from, to] = [source, clone].map((vm) => stateOf(vm?.status, context.words));
    // Off, running, or as its source (reading clone-state): nobody has suspended it.
    if (to === 'suspended' && from !== undefined && from !== 'suspended')
      add('a clone that is off, runs, or is in the state of its source', 'suspended', '/VirtualMachine/status');
    if (source !== undefined && clone !== undefined && clone.instanceType !== source.instanceType)
      add(
        `instance-type ${source.instanceType}, as its source`,
        clone.instanceType ?? 'absent',
        '/VirtualMachine/instance-type',
        'clone-vm.copy',
      );
    if (source?.diskSize !== undefined && clone?.diskSize !== undefined && clone.diskSize !== source.diskSize)
      add(`disk-size ${source.diskSize}, as its source`, clone.diskSize, '/VirtualMachine/disk-size', 'clone-vm.copy');
    if (source !== undefined && clone !== undefined && hasPublicIp(source) !== hasPublicIp(clone))
      add(
        `public-ip ${source.publicIp ?? 'absent'}, as its source`,
        clone.publicIp ?? 'absent',
        '/VirtualMachine/public-ip',
        undefined,
        true,
      );
    const nics = nicsOf(record, 'after.nics', context);
    const copied = nicsOf(record, 'after.new.nics', context);
    if (nics !== undefined && copied !== undefined && nics !== copied)
      add(`${nics} NIC${nics === 1 ? '' : 's'}, as its source`, String(copied), '/VirtualNicList', 'clone-vm.copy');
  },
  'deploy-uploaded-image': (record, context, add) => {
    const vm = vmOf(record, 'after.new.info', context);
    if (vm === undefined) return;
    const type = requestedTextIn(record.call, 'instance-type');
    if (vm.instanceType !== type)
      add(
        `instance-type ${type}, as asked for`,
        vm.instanceType ?? 'absent',
        '/VirtualMachine/instance-type',
        'deploy-uploaded-image.instance-type',
      );
    const publicIp = requestedTextIn(record.call, 'has-publicIP') === 'true';
    if (hasPublicIp(vm) !== publicIp)
      add(
        `${publicIp ? 'a' : 'no'} public IP, as asked for`,
        `public-ip ${vm.publicIp ?? 'absent'}`,
        '/VirtualMachine/public-ip',
        'deploy-uploaded-image.public-ip',
      );
  },
};

function vmOf(
  record: ActionRecord,
  role: 'before.info' | 'after.info' | 'after.new.info',
  context: JudgeContext,
): VmInformation | undefined {
  const exchange = record.seen[role];
  return exchange === undefined || statusOf(exchange) !== 200 ? undefined : readVm(context.documents.root(exchange));
}

function nicsOf(
  record: ActionRecord,
  role: 'after.nics' | 'after.new.nics',
  context: JudgeContext,
): number | undefined {
  const exchange = record.seen[role];
  const root = exchange === undefined || statusOf(exchange) !== 200 ? undefined : context.documents.root(exchange);
  return root === undefined ? undefined : linksOf(root, context.catalogue.version).length;
}

function stateAfter(record: ActionRecord, context: JudgeContext, add: Add, wanted: 'powered-on' | 'suspended'): void {
  const after = vmOf(record, 'after.info', context);
  const before = vmOf(record, 'before.info', context);
  if (after === undefined) return;
  const state = stateOf(after.status, context.words);
  // A word that nobody knows yet may stand for the new state; that it changed is all that can be asked then.
  const wrong = state === undefined ? before !== undefined && after.status === before.status : state !== wanted;
  if (wrong) add(`the status of a ${wanted} VM`, after.status ?? 'absent', '/VirtualMachine/status');
}

/** No management action changes the instance type of the VM that it acts on. */
function instanceTypeKept(record: ActionRecord, context: JudgeContext, add: Add): void {
  const before = vmOf(record, 'before.info', context)?.instanceType;
  const after = vmOf(record, 'after.info', context)?.instanceType;
  if (record.operation.action === 'clone' || before === undefined || after === undefined || before === after) return;
  add(
    `instance-type ${before}, as before ${record.operation.action}`,
    after,
    '/VirtualMachine/instance-type',
    'vm.instance-type-kept',
  );
}

/** When the task of an accepted call shows that it ended well, the effect of the operation shows as well. */
export const effect: ActionCheck = {
  id: 'effect',
  kind: 'action',
  faults: [
    'deploy-uploaded-image/like-the-deleted',
    'clone-vm/comes-suspended',
    'deploy-uploaded-image/two-nics-small',
    'deploy-uploaded-image/name-in-lower-case',
    'suspend-vm/without-effect-on-two-nics',
    '*/without-effect',
    '*/size-lost',
    '*/value-ignored',
    'clone-vm/source-changed',
    'clone-vm/other-nics',
    'deploy-uploaded-image/never-runs',
    'deploy-uploaded-image/address-forgotten',
    'get-vm-information/public-ip-untold',
    'get-vm-information/one-behind',
    '*/effect-after-end',
    '*/task-fails',
    '*/leads-elsewhere',
    'resume-vm/leads-to-off',
    '*/wrong-later',
    '*/other-size',
    '*/other-name',
    'clone-vm/other-vdc',
    'deploy-uploaded-image/one-nic-rule-unchecked',
    'clone-vm/always-small',
    'clone-vm/half-the-disk',
    'clone-vm/effect-never-comes',
    'tasks/end-before-effect',
    'update-vm-instance-type/second-vdc-ignored',
    'update-vm-instance-type/digit-names-ignored',
    'update-vm-instance-type/dropped-after-resume',
    'update-vm-instance-type/default-without-type',
  ],
  companions: [
    'dialect/two-state-words',
    '*/nic-lost',
    'delete-vm/comes-back',
    'deploy-uploaded-image/replaces-previous',
    'reset-vm/accepted-when-off',
    '*/unknown-served',
    'update-vm-instance-type/neighbours-too',
    'errors/not-found-as-bad-request',
    '*/accepted-when',
    '*/any-body',
    '*/address-with-one-nic',
  ],
  judge(record, context) {
    if (!accepted(record) || record.scenario?.family === 'race') return [];
    const findings: RawFinding[] = [];
    const shown = [record.seen['after.info'], record.seen['after.new.info'], record.seen['gone.info']].filter(
      (exchange) => exchange !== undefined,
    );
    const add: Add = (expected, actual, where, requirement, advisory) => {
      findings.push({
        requirement: requirement ?? `${record.operation.id}.effect`,
        ...(advisory === undefined ? {} : { advisory }),
        expected,
        actual,
        exchanges: [...shown, record.call],
        where,
      });
    };
    if (record.operation.kind === 'asynchronous') {
      const last = record.polls.at(-1);
      const task = last === undefined ? undefined : readTask(context.documents.root(last));
      const phase = phaseOf(task?.status, context.catalogue.tasks);
      // A sample that a store took need hold nothing that can be deployed (reading late-failure).
      if (phase === 'ended-badly' && record.notes.some((note) => note.kind === 'sample-image')) return [];
      // Neither need a body be found wanting before its call is accepted, where it may be taken or not.
      if (phase === 'ended-badly' && record.scenario?.family === 'wrong-body') return [];
      if (phase === 'ended-badly') {
        add(
          'a task that ends well, since the call was accepted and nothing stands against it',
          `status ${task?.status}`,
          '/Task/status',
        );
        return findings;
      }
      if (phase !== 'ended-well') return [];
      if (
        record.operation.id === 'deploy-uploaded-image' &&
        record.scenario?.family === 'deploy' &&
        record.seen['after.new.info'] === undefined &&
        // What was read last shows that no VDC was left out, as in a run that is stopped just then.
        record.seen['after.tasks'] !== undefined &&
        statusOf(record.seen.probe) !== 200
      ) {
        add(`a VM ${requestedName(record)} in some VDC of the organisation`, 'no VDC has it', 'status');
      }
    }
    EFFECTS[record.operation.id]?.(record, context, add);
    if (record.operation.action !== null) instanceTypeKept(record, context, add);
    return findings;
  },
};
