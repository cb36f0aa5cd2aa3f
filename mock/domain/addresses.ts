import type { Network, Nic, Vdc } from './model.ts';

const LAST = 254;

/** NIC names as virtual hardware has them. */
const nicName = (index: number): string => `Network Adapter ${index + 1}`;

function network(vdc: Vdc, scope: Network['scope']): Network {
  for (const one of vdc.networks.values()) if (one.scope === scope) return one;
  throw new Error(`${vdc.name} has no ${scope} network`);
}

/** The NICs of a new machine: the first on the private network, the second on the public one. */
export function wire(vdc: Vdc, machineName: string, nics: number): readonly Nic[] {
  const used = new Set([...vdc.machines.values()].flatMap((machine) => machine.nics.map((nic) => nic.address)));
  const taken = (last: number): boolean =>
    [...vdc.networks.values()].some(({ prefix }) => used.has(`${prefix}.${last}`));
  do vdc.nextAddress = (vdc.nextAddress % LAST) + 1;
  while (taken(vdc.nextAddress) && used.size < LAST);
  const scopes = ['private', 'public'] as const;
  return scopes.slice(0, nics).map((scope, index) => {
    const { name, prefix } = network(vdc, scope);
    const hostName = index === 0 ? machineName : `${machineName}-public`;
    return {
      name: nicName(index),
      network: name,
      hostName: hostName.toLowerCase(),
      address: `${prefix}.${vdc.nextAddress}`,
    };
  });
}

/** The public address of a machine: that of its NIC on the public network. */
export function publicAddress(vdc: Vdc, nics: readonly Nic[]): string | null {
  return nics.find((nic) => vdc.networks.get(nic.network)?.scope === 'public')?.address ?? null;
}

export const hostNameOf = (vdc: Vdc, machineName: string): string =>
  `${machineName}.${vdc.name}.${vdc.organization}.cloud.example`.toLowerCase().replaceAll('_', '-');
