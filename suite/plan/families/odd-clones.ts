import { NO_ROOM } from '../../catalogue/no-room.ts';
import type { Catalogue } from '../../catalogue/types.ts';
import { refusal, SUCCESS, scenario } from '../build.ts';
import type { Scenario } from '../types.ts';

const KINDS = [
  { slug: 'name-with-accent', words: 'a name with an accent', tier: 'hostile' },
  { slug: 'name-in-upper-case', words: 'a name in upper and lower case', tier: 'life-cycle' },
  { slug: 'name-with-dot', words: 'a name with a dot', tier: 'life-cycle' },
  { slug: 'name-with-blank', words: 'a name with a blank', tier: 'life-cycle' },
  { slug: 'long-name', words: 'a name of forty characters', tier: 'life-cycle' },
] as const;

/** Codes of a server that cannot read a body, or misses something in it. */
const UNREAD = ['XMLMalformed', 'XMLValidationError', 'InvalidArgument', 'InvalidName'];

const BODIES = [
  {
    slug: 'body-with-declaration',
    title: 'takes a body that begins with an XML declaration and is announced with its charset',
    expects: { ...SUCCESS, admissible: NO_ROOM },
  },
  {
    slug: 'body-in-other-words',
    title: 'reads a body with a comment, single quotes and an end tag of its own as it is, or refuses it as a body',
    expects: {
      ...refusal(UNREAD, { admissible: NO_ROOM, reading: 'forms-of-a-body' }),
      kind: 'either' as const,
    },
  },
] as const;

/** Clones under names that no naming rule of the guide speaks of (taken and kept as they are, or refused), and of a VM with two NICs. */
export function oddClones(catalogue: Catalogue): readonly Scenario[] {
  const operation = catalogue.operation('clone-vm');
  const named = KINDS.map(({ slug, words, tier }) =>
    scenario({
      id: `${operation.id}/${slug}`,
      title: `${operation.name} takes ${words} as it is, or refuses it as a name`,
      operation: operation.id,
      family: 'odd-clone',
      aspect: 'robustness',
      class: 'robustness',
      requirements: [`${operation.id}.success-status`, `${operation.id}.effect`, 'errors.body', 'errors.pairing'],
      tier,
      mutates: true,
      variation: { kind: slug },
      expects: {
        ...refusal(['InvalidName'], {
          admissible: ['InvalidArgument', 'XMLValidationError', 'XMLMalformed', ...NO_ROOM],
          reading: 'name-rules',
        }),
        kind: 'either',
      },
      cost: { requests: 14, tasks: 1 },
    }),
  );
  const declared = BODIES.map(({ slug, title, expects }) =>
    scenario({
      id: `${operation.id}/${slug}`,
      title: `${operation.name} ${title}`,
      operation: operation.id,
      family: 'odd-clone',
      aspect: 'success',
      class: 'virtual-machines',
      requirements: [`${operation.id}.success-status`, `${operation.id}.effect`],
      tier: operation.tier,
      mutates: true,
      variation: { kind: slug },
      expects,
      cost: { requests: 14, tasks: 1 },
    }),
  );
  const twoNics = scenario({
    id: `${operation.id}/success-two-nics`,
    title: `${operation.name} makes a VM with two NICs and a public IP of one that has them, and it keeps them whatever is done`,
    operation: operation.id,
    family: 'clone-two-nics',
    aspect: 'success',
    class: 'virtual-machines',
    requirements: [`${operation.id}.success-status`, `${operation.id}.effect`, 'vm.nic-rule'],
    tier: operation.tier,
    mutates: true,
    expects: { ...SUCCESS, admissible: NO_ROOM },
    cost: { requests: 64, tasks: 7 },
  });
  return [...named, ...declared, twoNics];
}
