import { linksOf } from '../document/links.ts';
import { hasPublicIp, readVm } from '../document/vm.ts';
import { statusOf } from './action-record.ts';
import type { ActionCheck } from './check.ts';

/** A VM with one NIC has no public IP, and one with two has (§3.72, §3.73). */
export const nicRule: ActionCheck = {
  id: 'nic-rule',
  kind: 'action',
  faults: [
    'deploy-uploaded-image/address-with-one-nic',
    'deploy-uploaded-image/address-forgotten',
    'deploy-uploaded-image/without-nics',
  ],
  companions: ['get-vm-information/public-ip-untold'],
  judge(record, context) {
    const info = record.seen['after.new.info'];
    const list = record.seen['after.new.nics'];
    if (info === undefined || list === undefined || statusOf(info) !== 200 || statusOf(list) !== 200) return [];
    const vm = readVm(context.documents.root(info));
    const root = context.documents.root(list);
    if (vm === undefined || root === undefined) return [];
    const nics = linksOf(root, context.catalogue.version).length;
    const publicIp = hasPublicIp(vm);
    if (nics === 0 && record.operation.id === 'deploy-uploaded-image')
      return [
        {
          requirement: 'vm.has-nic',
          expected: 'a deployed VM with one NIC or two',
          actual: 'no NIC',
          exchanges: [list, info, record.call],
          where: '/VirtualNicList',
        },
      ];
    if (!(nics === 1 && publicIp) && !(nics === 2 && !publicIp)) return [];
    return [
      {
        requirement: 'vm.nic-rule',
        expected:
          nics === 1 ? 'no public IP for a VM with one NIC (§3.72)' : 'a public IP for a VM with two NICs (§3.73)',
        actual: `${nics} NIC${nics === 1 ? '' : 's'}, public-ip ${vm.publicIp ?? 'absent'}`,
        exchanges: [info, list, record.call],
        where: '/VirtualMachine/public-ip',
      },
    ];
  },
};
