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
        const list = evidence.exchanges.find((exchange) =>
          note.data?.list === undefined
            ? exchange.operation === 'get-vm-virtualnic-list' &&
              exchange.parameters['vm-name'] === probe?.parameters['vm-name']
            : exchange.seq === note.data.list,
        );
        if (probe === undefined || list === undefined) return [];
        const network = probe.parameters['network-name'];
        return [
          {
            requirement: 'list.complete',
            expected:
              network === undefined
                ? `${probe.parameters['virtualnic-name']} in the NIC list, since it can be read`
                : `${network} in the network list, since a NIC is in it and it can be read`,
            actual: 'it is not listed',
            exchanges: [list, probe],
            where: network === undefined ? '/VirtualNicList' : '/NetworkList',
          },
        ];
      });
  },
};
