import type { Catalogue } from '../../catalogue/types.ts';
import { scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

/** The server's own word: every link, from the organisation list down. */
export function crawl(_catalogue: Catalogue): readonly Scenario[] {
  return [
    scenario({
      id: 'consistency/crawl',
      title: 'Every link that the server hands out leads to what it names, and stays inside the organisation',
      family: 'crawl',
      aspect: 'robustness',
      class: 'consistency',
      requirements: ['href.resolves', 'href.syntax', 'name.agrees', 'list.complete', 'list.unique'],
      tier: 'read-only',
      cost: { requests: 40, tasks: 0 },
    }),
  ];
}
