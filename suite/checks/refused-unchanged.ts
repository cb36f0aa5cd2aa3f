import { linksOf } from '../document/links.ts';
import { offeredActions, readVm, type VmInformation } from '../document/vm.ts';
import type { Exchange } from '../evidence/types.ts';
import { refused, statusOf } from './action-record.ts';
import type { ActionCheck, JudgeContext, RawFinding } from './check.ts';
import { describeAnswer } from './wording.ts';

const ASPECTS = [
  'name',
  'status',
  'instanceType',
  'publicIp',
  'fqdn',
  'diskSize',
] as const satisfies readonly (keyof VmInformation)[];

function vmAt(exchange: Exchange | undefined, context: JudgeContext): VmInformation | undefined {
  return exchange === undefined || statusOf(exchange) !== 200 ? undefined : readVm(context.documents.root(exchange));
}

function actionsAt(exchange: Exchange | undefined, context: JudgeContext): string | undefined {
  if (exchange === undefined || statusOf(exchange) !== 200) return undefined;
  return offeredActions(context.documents.root(exchange), context.catalogue.version).toSorted().join(', ');
}

function imagesAt(exchange: Exchange | undefined, context: JudgeContext): string | undefined {
  if (exchange === undefined || statusOf(exchange) !== 200) return undefined;
  return linksOf(context.documents.root(exchange), context.catalogue.version)
    .map((link) => link.name)
    .toSorted()
    .join(', ');
}

/** A refused call leaves everything as it was. */
export const refusedUnchanged: ActionCheck = {
  id: 'refused-unchanged',
  kind: 'action',
  faults: ['*/refused-but-done'],
  companions: ['update-vm-instance-type/neighbours-too'],
  judge(record, context) {
    if (!refused(record) || record.scenario?.family === 'race') return [];
    const findings: RawFinding[] = [];
    const add = (expected: string, actual: string, where: string, shown: readonly (Exchange | undefined)[]): void => {
      findings.push({
        requirement: 'refused.unchanged',
        expected,
        actual,
        exchanges: [record.call, ...shown.filter((exchange) => exchange !== undefined)],
        where,
      });
    };
    const { seen } = record;
    const before = vmAt(seen['before.info'], context);
    const after = vmAt(seen['after.info'], context);
    if (before !== undefined && seen['after.info'] !== undefined) {
      if (after === undefined)
        add('the VM as it was', describeAnswer(seen['after.info'], context), 'status', [seen['after.info']]);
      else
        for (const aspect of ASPECTS) {
          if (after[aspect] !== before[aspect])
            add(
              `${aspect} ${before[aspect] ?? 'absent'}, as before the refused call`,
              after[aspect] ?? 'absent',
              '/VirtualMachine',
              [seen['after.info'], seen['before.info']],
            );
        }
    }
    const offeredBefore = actionsAt(seen['before.actions'], context);
    const offeredAfter = actionsAt(seen['after.actions'], context);
    if (offeredBefore !== undefined && offeredAfter !== undefined && offeredBefore !== offeredAfter)
      add(`actions ${offeredBefore}, as before the refused call`, offeredAfter, '/VmManagementActionList', [
        seen['after.actions'],
      ]);
    const storeBefore = imagesAt(seen['before.images'], context);
    const storeAfter = imagesAt(seen['after.images'], context);
    if (storeBefore !== undefined && storeAfter !== undefined && storeBefore !== storeAfter)
      add(`images ${storeBefore || 'none'}, as before the refused call`, storeAfter || 'none', '/ImageList', [
        seen['after.images'],
      ]);
    if (statusOf(seen['gone.info']) === 200) add('nothing created', 'the VM exists', 'status', [seen['gone.info']]);
    return findings;
  },
};
