import type { ExchangeCheck } from './check.ts';

const NAMED: Readonly<Record<string, string>> = {
  'get-vm-information': 'vm-name',
  'get-vm-virtualnic-information': 'virtualnic-name',
  'get-vdc-information': 'vdc-name',
  'get-network-information': 'network-name',
  'get-organization-information': 'org-name',
  'get-task': 'task-id',
};

/** A resource calls itself what it was asked for by. */
export const nameAgrees: ExchangeCheck = {
  id: 'name-agrees',
  kind: 'exchange',
  faults: ['*/name-wrong', 'get-vm-information/other-name'],
  companions: ['*/unknown-served'],
  judge(exchange, context) {
    const parameter = exchange.operation === null ? undefined : NAMED[exchange.operation];
    if (parameter === undefined || exchange.response?.status !== 200) return [];
    const asked = exchange.parameters[parameter];
    const name = context.documents.root(exchange)?.attributes.name;
    // A name may be written as the URI has it (reading name-of-resource).
    if (name === undefined || name.trim() === asked || name.trim() === encodeURIComponent(asked ?? '')) return [];
    return [
      {
        requirement: 'name.agrees',
        expected: `name="${asked}"`,
        actual: `name="${name}"`,
        exchanges: [exchange],
        where: '/*/@name',
      },
    ];
  },
};
