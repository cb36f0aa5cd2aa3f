import { linksOf } from '../document/links.ts';
import type { ScenarioCheck } from './check.ts';

/** However many ask at once, a VDC never holds more VMs than its quota (§3.67). */
export const quotaHeld: ScenarioCheck = {
  id: 'quota-held',
  kind: 'scenario',
  faults: ['clone-vm/quota-not-held-in-a-race'],
  companions: ['clone-vm/beyond-quota', 'clone-vm/quota-unchecked'],
  appliesTo: (scenario) => scenario.family === 'quota' && scenario.variation.kind === 'race',
  judge(_scenario, evidence, records, context) {
    return evidence.notes
      .filter((note) => note.kind === 'quota')
      .flatMap((note) => {
        const list = evidence.exchanges.find((exchange) => exchange.seq === note.data?.seq);
        const root = list?.response?.status === 200 ? context.documents.root(list) : undefined;
        const quota = Number(note.data?.quota);
        if (list === undefined || root === undefined) return [];
        const held = linksOf(root, context.catalogue.version).length;
        if (held <= quota) return [];
        return [
          {
            requirement: 'clone-vm.error.DeployVMAmountQuotaReached',
            expected: `${quota} VMs at most, the quota that the target file states`,
            actual: `${held} VMs after clones that were asked for at once`,
            exchanges: [list, ...records.map((record) => record.call)],
            where: '/VirtualMachineList',
          },
        ];
      });
  },
};
