import type { Catalogue, Operation } from '../../catalogue/types.ts';
import type { PrincipalId } from '../../evidence/types.ts';
import { attemptCost, changes, lists, refusal, refusalRequirements, SUCCESS, scenario } from '../build.ts';
import type { Aspect, Scenario } from '../types.ts';

interface Kind {
  readonly slug: string;
  readonly family: string;
  readonly words: string;
  readonly principal: PrincipalId;
  readonly code: string;
  readonly admissible: readonly string[];
  readonly aspect: Aspect;
  readonly reading: string | null;
  readonly extra: (operation: Operation) => readonly string[];
  readonly applies: (operation: Operation) => boolean;
}

const KINDS: readonly Kind[] = [
  {
    slug: 'no-credentials',
    family: 'access',
    words: 'without credentials',
    principal: 'anonymous',
    code: 'AuthenticationError',
    admissible: [],
    aspect: 'roles',
    reading: null,
    extra: () => [],
    applies: () => true,
  },
  {
    slug: 'wrong-password',
    family: 'access',
    words: 'with a wrong password',
    principal: 'wrongPassword',
    code: 'AuthenticationError',
    admissible: [],
    aspect: 'roles',
    reading: null,
    extra: () => [],
    applies: () => true,
  },
  {
    slug: 'unknown-user',
    family: 'access',
    words: 'for a user that does not exist',
    principal: 'unknownUser',
    code: 'AuthenticationError',
    admissible: [],
    aspect: 'roles',
    reading: null,
    extra: () => [],
    applies: () => true,
  },
  {
    slug: 'not-admin',
    family: 'access',
    words: 'for a user who is no administrator',
    principal: 'nonAdmin',
    code: 'NoPermission',
    admissible: [],
    aspect: 'roles',
    reading: null,
    extra: (operation) => [`${operation.id}.role`],
    applies: () => true,
  },
  {
    slug: 'foreign-admin',
    family: 'access',
    words: 'for an administrator of another organisation',
    principal: 'foreignAdmin',
    code: 'NoPermission',
    // A tenant may be told that it has no permission, or not even that the thing exists.
    admissible: ['ObjectNotFound'],
    aspect: 'tenants',
    reading: 'foreign-organization',
    extra: () => ['tenant.isolated', 'tenant.undisclosed'],
    applies: (operation) => operation.parameters.includes('org-name'),
  },
  {
    slug: 'no-account-manager',
    family: 'access',
    words: 'for an administrator who is not account manager',
    principal: 'admin',
    code: 'NoPermission',
    admissible: [],
    aspect: 'roles',
    reading: null,
    extra: (operation) => [`${operation.id}.role`],
    applies: (operation) => operation.roles.includes('Atmos Account Manager'),
  },
];

/** What the run has named itself is surely called like nothing of the other organisation's. */
const OF_THE_RUN: ReadonlySet<string> = new Set(['vm-name', 'image-name']);

/** Objects of the organisation asked for below the stranger's own organisation: they are not there. */
export function mixedPaths(catalogue: Catalogue): readonly Scenario[] {
  return [
    'get-vm-information',
    'get-vm-management-action-list',
    'get-vm-virtualnic-list',
    'get-vm-list',
    'get-vdc-information',
    'get-task',
    'get-task-list',
    'list-uploaded-image',
    'delete-uploaded-image',
  ]
    .map((id) => catalogue.operation(id))
    .map((operation) =>
      scenario({
        id: `${operation.id}/below-foreign-organization`,
        title: `${operation.name} below another organisation ${changes(operation) ? 'reaches nothing' : 'shows its administrator nothing'} of this one`,
        operation: operation.id,
        family: 'mixed-path',
        aspect: 'tenants',
        class: 'access-control',
        requirements: ['tenant.isolated', 'tenant.undisclosed'],
        // Only what the run has made is surely called like nothing of the other organisation's.
        tier: /image/.test(operation.id) ? 'images' : /^get-(task|vm)/.test(operation.id) ? 'life-cycle' : 'read-only',
        mutates: changes(operation),
        principals: ['admin', 'foreignAdmin'],
        variation: { principal: 'foreignAdmin' },
        // Two organisations may use the same names for VDCs and tasks; what comes must then be the stranger's own.
        expects: {
          kind: operation.parameters.some((name) => OF_THE_RUN.has(name)) ? 'refusal' : 'either',
          codes: ['ObjectNotFound'],
          admissible: ['NoPermission', 'NoLongerExist'],
          bareStatuses: [],
          reading: 'foreign-organization',
        },
        cost: { requests: 2, tasks: 0 },
      }),
    );
}

/** Who is account manager as well is an administrator all the same: the two roles add up. */
export function bothRoles(catalogue: Catalogue): readonly Scenario[] {
  return catalogue.operations
    .filter((operation) => !changes(operation))
    .map((operation) =>
      scenario({
        id: `${operation.id}/account-manager`,
        title: `${operation.name} answers an administrator who is account manager, too`,
        operation: operation.id,
        family: 'both-roles',
        aspect: 'roles',
        class: 'access-control',
        requirements: [`${operation.id}.success-status`, `${operation.id}.role`],
        tier: operation.tier,
        principals: ['accountManager'],
        expects: SUCCESS,
        cost: { requests: 2, tasks: 0 },
      }),
    );
}

/** Every operation refuses every principal that its section does not name, and nothing changes. */
export function access(catalogue: Catalogue): readonly Scenario[] {
  return catalogue.operations.flatMap((operation) =>
    KINDS.filter((kind) => kind.applies(operation)).map((kind) => {
      const listed = lists(operation, kind.code);
      // Sections that list no generic code leave the choice of refusal open, not the refusal itself.
      const admissible = listed ? kind.admissible : ['*'];
      return scenario({
        id: `${operation.id}/${kind.slug}`,
        title: `${operation.name} is refused ${kind.words}`,
        operation: operation.id,
        family: kind.family,
        aspect: kind.aspect,
        class: 'access-control',
        requirements: [...refusalRequirements(operation, kind.code), ...kind.extra(operation)],
        tier: operation.tier,
        principals: [
          ...new Set<PrincipalId>([kind.slug === 'no-account-manager' ? 'accountManager' : 'admin', kind.principal]),
        ],
        mutates: changes(operation),
        codes: listed ? [kind.code] : [],
        variation: { principal: kind.principal },
        expects: refusal([kind.code], {
          admissible,
          ...(listed ? (kind.reading === null ? {} : { reading: kind.reading }) : { reading: 'nfs-generic-codes' }),
        }),
        twin: `${operation.id}/success`,
        cost: attemptCost(operation),
      });
    }),
  );
}
