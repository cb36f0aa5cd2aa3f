import type { ScenarioCheck } from './check.ts';

/** A public IP is given back with the VM that had it: the quota is not reached before it is (§3.69). */
export const publicIpRoom: ScenarioCheck = {
  id: 'public-ip-room',
  kind: 'scenario',
  faults: ['delete-vm/public-ip-kept'],
  appliesTo: (scenario) => scenario.family === 'quota' && scenario.variation.kind === 'public-ip',
  judge(_scenario, evidence) {
    return evidence.notes
      .filter((note) => note.kind === 'public-ips' && Number(note.data?.used) < Number(note.data?.quota))
      .slice(0, 1)
      .map((note) => ({
        requirement: 'clone-vm.error.DeployPublicIPAmountQuotaReached',
        expected: `a public IP, since ${note.data?.used} of the ${note.data?.quota} that the target file states are in use`,
        actual: '409 DeployPublicIPAmountQuotaReached',
        exchanges: evidence.exchanges.filter(({ operation }) => operation === 'get-vm-list').slice(-1),
        where: 'status',
      }));
  },
};
