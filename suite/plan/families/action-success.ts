import type { Catalogue, Operation } from '../../catalogue/types.ts';
import { classOf, scenario } from '../build.ts';
import { type History, historyBefore } from '../histories.ts';
import type { Scenario } from '../types.ts';

/** Same call on another VM: names that end in a digit, another VDC, a VM with a past, are where servers have been wrong only there. */
const SETTINGS = [
  { slug: 'success', words: '', ending: 'letter', second: false },
  {
    slug: 'success-name-ending-in-digit',
    words: ', also for a name that ends in a digit',
    ending: 'digit',
    second: false,
  },
  { slug: 'success-in-second-vdc', words: ', also in a second VDC', ending: 'letter', second: true },
  {
    slug: 'success-after-resume',
    words: ', also for a VM that was suspended and resumed before',
    ending: 'letter',
    second: false,
    history: 'resumed',
  },
  {
    slug: 'success-after-update-and-clone',
    words: ', also for a VM whose instance type was changed and that was cloned before',
    ending: 'letter',
    second: false,
    history: 'changed',
  },
] as const;

function requirements(operation: Operation): readonly string[] {
  return [
    `${operation.id}.success-status`,
    `${operation.id}.location`,
    `${operation.id}.effect`,
    'task.type-of-operation',
    'task.listed',
    'task.effect-by-end',
    'task.object-name',
    'task.times-ordered',
    'task.forward-only',
    'task.facts-kept',
    ...(operation.id === 'update-vm-instance-type' ? ['vm.nics-kept'] : []),
  ];
}

/** An update is made three times, to reach every size; a past is made of tasks as well. */
function cost(operation: Operation, history: History | undefined): Scenario['cost'] {
  const calls = operation.id === 'update-vm-instance-type' ? 3 : 1;
  const state = operation.given.states[0] ?? 'powered-off';
  const steps = calls + (history === undefined ? 0 : historyBefore(history, state).length);
  return { requests: 12 * steps, tasks: steps };
}

/** Every operation on a VM is accepted in the state that it is for, its task ends well, and its effect shows. */
export function actionSuccess(catalogue: Catalogue): readonly Scenario[] {
  const operations = catalogue.operations.filter(
    (operation) => operation.group === 'vm' && operation.kind === 'asynchronous',
  );
  return operations.flatMap((operation) =>
    SETTINGS.map((setting) =>
      scenario({
        id: `${operation.id}/${setting.slug}`,
        title: `${operation.name} is accepted with a task, which ends with the effect in place${setting.words}`,
        operation: operation.id,
        family: 'action-success',
        aspect: 'success',
        class: classOf(operation),
        requirements: requirements(operation),
        tier: operation.tier,
        mutates: true,
        variation: {
          ending: setting.ending,
          second: setting.second,
          ...('history' in setting ? { history: setting.history } : {}),
        },
        cost: cost(operation, 'history' in setting ? setting.history : undefined),
      }),
    ),
  );
}

/** What was deleted no longer stands in the way of a new VM of its name. */
export function nameReuse(catalogue: Catalogue): readonly Scenario[] {
  const operation = catalogue.operation('clone-vm');
  return [
    scenario({
      id: 'clone-vm/name-of-deleted-vm',
      title: 'Clone VM takes the name of a VM that has been deleted',
      operation: operation.id,
      family: 'name-reuse',
      aspect: 'success',
      class: 'virtual-machines',
      requirements: [`${operation.id}.success-status`, `${operation.id}.effect`, 'list.current'],
      tier: operation.tier,
      mutates: true,
      cost: { requests: 20, tasks: 2 },
    }),
  ];
}

/** What a VM has been through before does not decide what becomes of an update. */
export function updateAfterResume(catalogue: Catalogue): readonly Scenario[] {
  const operation = catalogue.operation('update-vm-instance-type');
  return [
    scenario({
      id: `${operation.id}/success-after-suspend-and-resume`,
      title: `${operation.name} takes effect on a VM that has been suspended and resumed before`,
      operation: operation.id,
      family: 'update-after-resume',
      aspect: 'success',
      class: 'virtual-machines',
      requirements: requirements(operation),
      tier: operation.tier,
      mutates: true,
      cost: { requests: 24, tasks: 3 },
    }),
  ];
}
