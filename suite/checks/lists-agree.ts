import { linksOf } from '../document/links.ts';
import { accepted, parameter, statusOf } from './action-record.ts';
import type { ActionCheck, RawFinding } from './check.ts';
import { requestedName } from './task-of-operation.ts';

/** The VM list names what there is: the VM acted on, a new one as soon as its task has ended, and none that was deleted. */
export const listsAgree: ActionCheck = {
  id: 'lists-agree',
  kind: 'action',
  faults: [
    'get-vm-list/newest-forgotten',
    'get-vm-list/deleted-listed',
    'get-vm-list/list-empty',
    'get-vm-list/first-few',
    'get-vm-list/last-missing',
  ],
  companions: ['deploy-uploaded-image/replaces-previous', 'get-vm-list/entries-without-href'],
  judge(record, context) {
    const list = record.seen['after.vms'];
    const root = list === undefined || statusOf(list) !== 200 ? undefined : context.documents.root(list);
    if (list === undefined || root === undefined) return [];
    const names = linksOf(root, context.catalogue.version).map((link) => link.name);
    const findings: RawFinding[] = [];
    const vm = parameter(record, 'vm-name');
    const present = (name: string, why: string): void => {
      if (!names.includes(name))
        findings.push({
          requirement: 'list.complete',
          expected: `${name} in the VM list, ${why}`,
          actual: `${names.length} VMs, ${name} not among them`,
          exchanges: [list, record.call],
          where: '/VirtualMachineList',
        });
    };
    if (record.operation.id === 'delete-vm' && accepted(record)) {
      if (statusOf(record.seen['gone.info']) === 404 && names.includes(vm)) {
        findings.push({
          requirement: 'list.current',
          expected: `${vm} no longer in the VM list`,
          actual: 'it is listed',
          exchanges: [list, record.call],
          where: '/VirtualMachineList',
        });
      }
      return findings;
    }
    if (vm !== '' && statusOf(record.seen['after.info']) === 200) present(vm, 'since it can be read');
    const created = record.seen['after.new.info'];
    if (created !== undefined && statusOf(created) === 200)
      present(requestedName(record) ?? '', 'since it has just been made');
    return findings;
  },
};
