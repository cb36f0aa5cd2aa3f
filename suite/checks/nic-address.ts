import { child } from '../document/documents.ts';
import { readVm, stateOf } from '../document/vm.ts';
import type { ScenarioCheck } from './check.ts';

/** The NIC of a VM that runs tells its address; one of a VM that is off may have none (reading nic-address-when-off). */
export const nicAddress: ScenarioCheck = {
  id: 'nic-address',
  kind: 'scenario',
  faults: [
    'get-vm-virtualnic-information/element-missing.ip-address',
    'get-vm-virtualnic-information/element-renamed.ip-address',
  ],
  appliesTo: (scenario) => scenario.id === 'get-vm-virtualnic-information/success',
  judge(_scenario, evidence, _records, context) {
    const nics = evidence.exchanges.filter(
      (exchange) => exchange.operation === 'get-vm-virtualnic-information' && exchange.response?.status === 200,
    );
    const without = nics.filter(
      (nic) =>
        context.documents.root(nic) !== undefined && child(context.documents.root(nic), 'ip-address') === undefined,
    );
    // Where no NIC at all has the element, its absence is not for the moment.
    const always = without.length === nics.length;
    return without
      .filter((nic) => {
        const vm = evidence.exchanges.find(
          (exchange) =>
            exchange.operation === 'get-vm-information' &&
            exchange.parameters['vm-name'] === nic.parameters['vm-name'] &&
            exchange.parameters['vdc-name'] === nic.parameters['vdc-name'],
        );
        const state = stateOf(vm === undefined ? undefined : readVm(context.documents.root(vm))?.status, context.words);
        return always || (state !== undefined && state !== 'powered-off');
      })
      .map((nic) => ({
        requirement: 'nic.fields',
        expected: 'an ip-address element',
        actual: 'absent',
        exchanges: [nic],
        where: '/VirtualNic/ip-address',
      }));
  },
};
