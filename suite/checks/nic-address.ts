import { child, childText } from '../document/documents.ts';
import { readVm, stateOf } from '../document/vm.ts';
import type { Exchange } from '../evidence/types.ts';
import type { JudgeContext, RawFinding, ScenarioCheck } from './check.ts';

/** The NIC of a VM that runs tells its address; one of a VM that is off may have none (reading nic-address-when-off). */
export const nicAddress: ScenarioCheck = {
  id: 'nic-address',
  kind: 'scenario',
  faults: [
    'get-vm-virtualnic-information/element-missing.ip-address',
    'get-vm-virtualnic-information/element-renamed.ip-address',
    'get-vm-virtualnic-information/first-only',
  ],
  companions: ['get-vm-virtualnic-information/wrong-value'],
  appliesTo: ({ id, family }) => id === 'get-vm-virtualnic-information/success' || family === 'clone-two-nics',
  judge(scenario, evidence, _records, context) {
    const nics = evidence.exchanges.filter(
      (exchange) => exchange.operation === 'get-vm-virtualnic-information' && exchange.response?.status === 200,
    );
    const without = nics.filter(
      (nic) =>
        context.documents.root(nic) !== undefined && child(context.documents.root(nic), 'ip-address') === undefined,
    );
    // A VM that has only just begun to run may be given its addresses a little later.
    if (scenario.family === 'clone-two-nics') return shared(nics, context);
    // Where no NIC at all has the element, its absence is not for the moment.
    const always = without.length === nics.length;
    const missing = without
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
    return [...missing, ...shared(nics, context)];
  },
};

const addressOf = (nic: Exchange, { documents }: JudgeContext): string =>
  childText(documents.root(nic), 'ip-address')?.trim() ?? '';

/** Words for no address at all. */
const NONE: ReadonlySet<string> = new Set(['', '0.0.0.0', '::', 'none', 'unknown', 'n/a', '-']);

/** Two NICs of one VM that have the same address are told of as one. */
function shared(nics: readonly Exchange[], context: JudgeContext): readonly RawFinding[] {
  return nics.flatMap((nic, index): readonly RawFinding[] => {
    const address = addressOf(nic, context);
    const twin = nics
      .slice(0, index)
      .find(
        (other) =>
          addressOf(other, context) === address &&
          other.parameters['virtualnic-name'] !== nic.parameters['virtualnic-name'] &&
          other.parameters['vm-name'] === nic.parameters['vm-name'] &&
          other.parameters['vdc-name'] === nic.parameters['vdc-name'],
      );
    if (twin === undefined || NONE.has(address.toLowerCase())) return [];
    return [
      {
        requirement: 'nic.own-address',
        expected: `an address of its own for each NIC of ${nic.parameters['vm-name']}`,
        actual: `${address} for ${twin.parameters['virtualnic-name']} and for ${nic.parameters['virtualnic-name']}`,
        exchanges: [nic, twin],
        where: '/VirtualNic/ip-address',
      },
    ];
  });
}
