import type { Catalogue } from '../../catalogue/types.ts';
import { classOf, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** Operations that the stage uses to set scenarios up and to clean up after them. */
const SET_UP = [
  'clone-vm',
  'deploy-uploaded-image',
  'power-on-vm',
  'power-off-vm',
  'suspend-vm',
  'resume-vm',
  'update-vm-instance-type',
  'delete-vm',
  'upload-image',
  'delete-uploaded-image',
  'enable-nfs-access',
  'deploy-nfs-server',
] as const;

/**
 * Scenarios that send nothing themselves: they hold the whole run to account. What every scenario saw of an operation
 * is judged here once, so that one flaw gives one red line and not hundreds.
 */
export function summaries(catalogue: Catalogue): readonly Scenario[] {
  const answers = catalogue.operations.map((operation) =>
    scenario({
      id: `${operation.id}/answers`,
      title: `Every answer of ${operation.name} during the run keeps to the guide`,
      operation: operation.id,
      family: 'answers',
      aspect: 'schema',
      class: classOf(operation),
      requirements: [
        `${operation.id}.success-status`,
        ...(operation.success.root === null ? [] : [`${operation.id}.schema`]),
        'errors.body',
        'errors.pairing',
        'errors.registered',
      ],
      tier: operation.tier,
      cost: { requests: 0, tasks: 0 },
    }),
  );
  const setUp = SET_UP.map((id) =>
    scenario({
      id: `set-up/${id}`,
      title: `${catalogue.operation(id).name} works every time the suite needs it for its own ends`,
      operation: id,
      family: 'set-up',
      aspect: 'tasks',
      class: 'consistency',
      requirements: [
        `${id}.success-status`,
        ...(catalogue.operation(id).kind === 'asynchronous' ? [`${id}.effect`] : []),
      ],
      tier: catalogue.operation(id).tier,
      mutates: true,
      cost: { requests: 0, tasks: 0 },
    }),
  );
  const run = (slug: string, title: string, requirements: readonly string[], tier: Scenario['tier']): Scenario =>
    scenario({
      id: `run/${slug}`,
      title,
      family: 'run',
      aspect: 'tasks',
      class: 'consistency',
      requirements,
      tier,
      variation: { summary: slug },
      cost: { requests: 0, tasks: 0 },
    });
  return [
    ...answers,
    ...setUp,
    run(
      'tasks',
      'Over the whole run every task has an id and times of its own, goes only forward, and stays as it ended',
      ['task.unique-id', 'task.forward-only', 'task.facts-kept', 'task.times', 'task.times-ordered'],
      'life-cycle',
    ),
    run(
      'history',
      'Between two looks at a VM nothing about it changes but what was asked for',
      [
        'history.legal',
        'vm.deleted-stays-gone',
        'vm.instance-type-kept',
        'vm.public-ip-kept',
        'vm.fqdn-kept',
        'vm.disk-kept',
        'vm.nics-kept',
        'list.complete',
        'clone-vm.same-vdc',
        'refused.unchanged',
        'nfs.server-found',
      ],
      'life-cycle',
    ),
    run('dialect', 'A choice that the guide leaves to the server is made once and kept', ['dialect.kept'], 'read-only'),
    run('stability', 'Valid requests are served every time, not most of the time', ['run.stable'], 'read-only'),
    run('residue', 'The server is left as it was found', ['residue.none'], 'life-cycle'),
  ];
}
