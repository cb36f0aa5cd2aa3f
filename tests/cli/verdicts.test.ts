import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failuresOf, outcomesOf, runSelected, type SelectedRun } from './selected-run.ts';

interface Trial extends SelectedRun {
  /** `scenario: check: requirement`, or its end: what the report has to hold against this server. */
  readonly because: readonly string[];
}

/** Servers that are wrong in one answer or one decision. */
const BROKEN: Readonly<Record<string, Omit<Trial, 'fault'>>> = {
  'clone-vm/wrong-success-status': {
    select: /^clone-vm\/success$/,
    because: ['clone-vm/success: exchange-status: clone-vm.success-status'],
  },
  'clone-vm/duplicate-as-invalid-state': {
    select: /^clone-vm\/name-in-use$/,
    because: ['clone-vm/name-in-use: expectation: clone-vm.error.ObjectDuplicated'],
  },
  'get-vm-information/no-namespace': {
    select: /^get-vm-information\/success$/,
    because: ['get-vm-information/success: exchange-body: xml.namespace'],
  },
  'get-task/type-missing': {
    select: /^get-task\/success$/,
    because: ['get-task/success: exchange-body: get-task.schema'],
  },
  'suspend-vm/location-missing': {
    select: /^suspend-vm\/success$/,
    because: ['suspend-vm/success: location: suspend-vm.location'],
  },
  'reset-vm/location-dangling': {
    select: /^reset-vm\/success$/,
    because: ['reset-vm/success: task-listed: task.listed', 'reset-vm/success: task-of-operation: reset-vm.location'],
  },
  'get-vdc-list/links-dangling': {
    select: /^consistency\/crawl$/,
    because: ['consistency/crawl: crawled: href.resolves'],
  },
  'delete-vm/role-unchecked': {
    select: /^delete-vm\/not-admin$/,
    because: ['delete-vm/not-admin: expectation: delete-vm.role'],
  },
  'get-task/tenant-unchecked': {
    select: /^get-task\/foreign-admin$/,
    because: ['get-task/foreign-admin: expectation: tenant.isolated'],
  },
  'reset-vm/accepted-when-off': {
    select: /^life-cycle\/powered-off-reset$/,
    because: [
      'life-cycle/powered-off-reset: acceptance: actions.powered-off',
      'life-cycle/powered-off-reset: effect: reset-vm.effect',
    ],
  },
  'errors/without-body': {
    select: /^get-vm-information\/unknown-vm$/,
    because: ['get-vm-information/unknown-vm: error-message: xml.well-formed'],
  },
  'clone-vm/always-small': {
    select: /^life-cycle\/update-then-clone$/,
    because: ['life-cycle/update-then-clone: effect: clone-vm.copy'],
  },
};

/** Servers of which every single answer is right. */
const BROKEN_OVER_TIME: Readonly<Record<string, Omit<Trial, 'fault'>>> = {
  'get-vm-list/deleted-listed': {
    select: /^life-cycle\/clone-then-delete$/,
    because: ['life-cycle/clone-then-delete: lists-agree: list.current'],
  },
  'get-vm-list/newest-forgotten': {
    select: /^clone-vm\/success-name-ending-in-digit$/,
    because: ['clone-vm/success-name-ending-in-digit: lists-agree: list.complete'],
  },
  'update-vm-instance-type/dropped-after-resume': {
    select: /^life-cycle\/(update|resume)-then-/,
    because: ['update-vm-instance-type.effect'],
  },
  'tasks/id-reused': {
    select: /^(power-on-vm|power-off-vm|suspend-vm|reset-vm)\/success$/,
    because: ['run/tasks: run-tasks: task.unique-id'],
  },
  'get-task-list/task-lost': {
    select: /^(power-on-vm|power-off-vm)\/success/,
    because: ['power-off-vm/success-in-second-vdc: task-listed: task.listed'],
  },
  'tasks/end-before-effect': {
    select: /^deploy-uploaded-image\/success$/,
    because: ['deploy-uploaded-image/success: effect: deploy-uploaded-image.effect'],
  },
  'virtual-machines/conflicting-calls-accepted': {
    select: /^concurrency\/(many-on-one|same-action-twice)$/,
    // Only while a task runs can anything be in its way.
    mock: { behaviour: { taskTime: 50 } },
    because: [
      'concurrency/many-on-one: race-outcome: concurrency.one-winner',
      'concurrency/same-action-twice: race-outcome: concurrency.one-winner',
    ],
  },
};

/** Servers that take another answer where the guide leaves a choice; the reading that tells it. */
const ADMISSIBLE: Readonly<Record<string, { readonly select: RegExp; readonly reading: string }>> = {
  'task-success': { select: /^(power-on-vm|get-task)\/success$/, reading: 'task-success-word=success' },
  'vm-list-without-vm': { select: /^(get-vm-list\/success|consistency\/crawl)$/, reading: 'vm-list-href=without-vm' },
  'clone-on-vm': {
    select: /^(clone-vm\/success|life-cycle\/powered-off-clone)$/,
    reading: 'clone-action-name=clone-on-vm',
  },
  'public-ip-true-false': { select: /^get-vm-information\/success$/, reading: 'public-ip-value=true-false' },
  'everything-absolute': { select: /^(power-on-vm\/success|consistency\/crawl)$/, reading: 'href-form=absolute' },
  'foreigner-not-found': {
    select: /^(get-vm-information|delete-vm)\/foreign-admin$/,
    reading: 'foreign-organization=object-not-found',
  },
};

function isNonconformant(title: string, trials: Readonly<Record<string, Omit<Trial, 'fault'>>>): void {
  describe(title, () => {
    for (const [fault, { because, ...trial }] of Object.entries(trials)) {
      it(fault, async () => {
        const right = await runSelected(trial);
        assert.deepEqual([right.outcome, failuresOf(right)], ['conformant', []]);
        const wrong = await runSelected({ ...trial, fault });
        assert.equal(wrong.outcome, 'nonconformant');
        const found = failuresOf(wrong);
        assert.deepEqual(
          because.filter((reason) => !found.some((failure) => failure.endsWith(reason))),
          [],
          `found instead: ${found.join(', ')}`,
        );
      });
    }
  });
}

isNonconformant('a server that is wrong in one way is nonconformant for that', BROKEN);
isNonconformant('a server that is wrong over time is nonconformant for that', BROKEN_OVER_TIME);

describe('a server that takes another admissible reading is conformant', () => {
  for (const [variant, { select, reading }] of Object.entries(ADMISSIBLE)) {
    it(variant, async () => {
      const run = await runSelected({ select, variants: [variant] });
      assert.deepEqual([run.outcome, failuresOf(run)], ['conformant', []]);
      const taken = run.readings.flatMap(({ id, answers }) => answers.map((answer) => `${id}=${answer.id}`));
      assert.ok(taken.includes(reading), `the reading ${reading} is not among ${taken.join(', ')}`);
    });
  }
});

describe('the order of scenarios decides nothing', () => {
  const select = /^(power-on-vm|resync-nfs-access)\/|^life-cycle\/powered-off-/;
  it('shuffled with three seeds', async () => {
    const ordered = outcomesOf(await runSelected({ select }));
    for (const seed of [2, 3, 4])
      assert.deepEqual(outcomesOf(await runSelected({ select, seed, shuffle: true })), ordered);
  });
});
