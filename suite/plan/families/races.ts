import type { Catalogue } from '../../catalogue/types.ts';
import { scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

const RACES = [
  {
    slug: 'clone-to-one-name',
    state: 'powered-off',
    title: 'Two clients clone to one name: one VM of that name comes of it, and one client at most is told so',
  },
  {
    slug: 'clones-of-two-to-one-name',
    state: 'powered-off',
    title: 'Two clients clone two VMs to one name: one VM of that name comes of it, and one client at most is told so',
  },
  {
    slug: 'deploy-to-one-name',
    state: 'powered-off',
    title: 'Two clients deploy to one name: a VDC has one VM of that name afterwards',
  },
  {
    slug: 'same-action-twice',
    state: 'powered-off',
    title: 'Two clients power on one VM: one of them at most succeeds',
  },
  {
    slug: 'power-off-against-delete',
    state: 'powered-on',
    title: 'Power-off against delete: the VM is gone or powered off, and both clients were told the truth',
  },
  {
    slug: 'update-against-update',
    state: 'powered-off',
    title: 'Two clients set different instance types: one of the two is in place afterwards',
  },
  {
    slug: 'many-on-one',
    state: 'powered-on',
    title: 'Five clients act on one VM at once: no state is torn',
  },
] as const;

/** Conflicting calls at the same moment (ConcurrentAccess, §3.48). */
export function races(_catalogue: Catalogue): readonly Scenario[] {
  return RACES.map((race) =>
    scenario({
      id: `concurrency/${race.slug}`,
      title: race.title,
      family: 'race',
      aspect: 'robustness',
      class: 'consistency',
      requirements: ['concurrency.one-winner'],
      tier: 'life-cycle',
      mutates: true,
      variation: { race: race.slug, state: race.state },
      cost: { requests: 14, tasks: 2 },
    }),
  );
}
