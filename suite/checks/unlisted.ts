import type { ScenarioCheck } from './check.ts';

/** What can be read is in the list of its kind. */
export const unlisted: ScenarioCheck = {
  id: 'unlisted',
  kind: 'scenario',
  faults: ['get-vm-virtualnic-list/list-empty'],
  companions: [
    'get-vm-virtualnic-list/not-well-formed',
    'get-vm-virtualnic-list/read-refused',
    'get-vm-virtualnic-list/body-empty',
    'get-vm-virtualnic-list/entries-without-href',
  ],
  appliesTo: (scenario) => scenario.family === 'read-success',
  judge(_scenario, evidence) {
    return evidence.notes
      .filter((note) => note.kind === 'unlisted')
      .flatMap((note) => {
        const probe = evidence.exchanges.find((exchange) => exchange.seq === note.data?.seq);
        const list = evidence.exchanges.find(
          (exchange) =>
            exchange.operation === 'get-vm-virtualnic-list' &&
            exchange.parameters['vm-name'] === probe?.parameters['vm-name'],
        );
        if (probe === undefined || list === undefined) return [];
        return [
          {
            requirement: 'list.complete',
            expected: `${probe.parameters['virtualnic-name']} in the NIC list, since it can be read`,
            actual: 'it is not listed',
            exchanges: [list, probe],
            where: '/VirtualNicList',
          },
        ];
      });
  },
};
