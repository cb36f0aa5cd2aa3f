import { childText } from '../document/documents.ts';
import type { Exchange } from '../evidence/types.ts';
import { statusOf } from './action-record.ts';
import type { RawFinding, ScenarioCheck } from './check.ts';

/** Another instance type is no other network: each NIC is where it was (§3.15, §3.17). */
export const nicKept: ScenarioCheck = {
  id: 'nic-kept',
  kind: 'scenario',
  faults: ['update-vm-instance-type/network-changed'],
  appliesTo: ({ family, operation }) => family === 'action-success' && operation === 'update-vm-instance-type',
  judge(_scenario, evidence, _records, { documents }) {
    const first = new Map<string, { readonly network: string; readonly exchange: Exchange }>();
    return evidence.exchanges.flatMap((exchange): readonly RawFinding[] => {
      if (exchange.operation !== 'get-vm-virtualnic-information' || statusOf(exchange) !== 200) return [];
      const { 'vdc-name': vdc, 'vm-name': vm, 'virtualnic-name': nic } = exchange.parameters;
      const key = [vdc, vm, nic].join('/');
      const root = documents.root(exchange);
      if (root === undefined) return [];
      const network = childText(root, 'network-name')?.trim() ?? '';
      const before = first.get(key);
      if (before === undefined) {
        first.set(key, { network, exchange });
        return [];
      }
      if (before.network === network || before.network === '') return [];
      return [
        {
          requirement: 'vm.nics-kept',
          expected: `network-name ${before.network}, as before the instance type of ${vm} was changed`,
          actual: network || 'no network',
          exchanges: [exchange, before.exchange],
          where: '/VirtualNic/network-name',
        },
      ];
    });
  },
};
