import type { Role, User } from '../../domain/model.ts';
import type { Call, Findable, Ground, Policies } from '../../domain/policies.ts';
import { deciding } from '../spoilers.ts';
import type { Fault, Spoiler } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { OPERATIONS } from './operations.ts';

interface AccessFlaw extends Flaw {
  readonly applies: (path: string, method: string) => boolean;
  readonly decide: (base: Policies, operation: string) => Partial<Policies>;
}

const always = (): boolean => true;

const anybody = (call: Call): User => ({
  name: 'nobody',
  password: '',
  token: '',
  organization: call.parameters['org-name'] ?? 'caas',
  roles: ['Admin', 'Atmos Account Manager'],
});

/** Changes that a machine which is off takes; whoever tries others in a second VDC has to start one there. */
const OF_A_MACHINE_AT_REST = /^(PUT|DELETE) .*\/\{vm-name\}$|^POST .*\/(power-on|clone-to-vm)$/;

const ACCESS_FLAWS: readonly AccessFlaw[] = [
  {
    id: 'open-to-all',
    kind: 'behaviour',
    title: () => 'it needs no credentials',
    description: 'Whoever asks without any is taken for an administrator of the organisation.',
    applies: always,
    decide: (base, operation) => ({
      authenticate: (call, found) =>
        call.operation === operation && found === null ? anybody(call) : base.authenticate(call, found),
    }),
  },
  {
    id: 'any-password',
    kind: 'behaviour',
    title: () => 'it does not look at passwords',
    description: 'Whoever sends credentials, right or wrong, is taken for an administrator of the organisation.',
    applies: always,
    decide: (base, operation) => ({
      authenticate: (call, found) =>
        call.operation === operation && found === null && call.claimed ? anybody(call) : base.authenticate(call, found),
    }),
  },
  {
    id: 'tenant-open-in-the-second-vdc',
    kind: 'behaviour',
    title: () => 'administrators of other organisations may call it in the second VDC',
    description: 'It forgets to look whose organisation it is, but not in every VDC.',
    applies: (path, method) =>
      path.includes('{vdc-name}') && (method === 'GET' || OF_A_MACHINE_AT_REST.test(`${method} ${path}`)),
    decide: (base, operation) => ({
      sameTenant: (call, user, organization) =>
        (call.operation === operation && call.parameters['vdc-name']?.endsWith('2') === true) ||
        base.sameTenant(call, user, organization),
    }),
  },
  {
    id: 'admin-unchecked-in-the-second-vdc',
    kind: 'behaviour',
    title: () => 'anybody of the organisation may call it in the second VDC',
    description: 'It forgets to ask for the role Admin, but not in every VDC.',
    applies: (path, method) => path.includes('{vm-name}') && OF_A_MACHINE_AT_REST.test(`${method} ${path}`),
    decide: (base, operation) => ({
      hasRole: (call, user, role) =>
        (call.operation === operation && call.parameters['vdc-name']?.endsWith('2') === true) ||
        base.hasRole(call, user, role),
    }),
  },
  {
    id: 'admin-unchecked',
    kind: 'behaviour',
    title: () => 'anybody of the organisation may call it',
    description: 'It forgets to ask for the role Admin.',
    applies: always,
    decide: (base, operation) => ({
      hasRole: (call, user, role) =>
        (call.operation === operation && user.roles.length === 0) || base.hasRole(call, user, role),
    }),
  },
  {
    id: 'tenant-open',
    kind: 'behaviour',
    title: () => 'administrators of other organisations may call it',
    description: 'It forgets to look whose organisation it is.',
    applies: (path) => path.includes('{org-name}'),
    decide: (base, operation) => ({
      sameTenant: (call, user, organization) =>
        call.operation === operation || base.sameTenant(call, user, organization),
    }),
  },
  {
    id: 'any-version',
    kind: 'behaviour',
    title: () => 'it answers under any version',
    description: 'The first segment of the URI is not looked at.',
    applies: always,
    decide: (base, operation) => ({
      supportsVersion: (call, version, supported) =>
        call.operation === operation || base.supportsVersion(call, version, supported),
    }),
  },
];

const MANAGER: Flaw = {
  id: 'manager-unchecked',
  kind: 'behaviour',
  title: () => 'it does not need the account manager',
  description: 'One of the two roles is not asked for.',
};

/** A resync in a VDC without NFS is refused whoever asks for it. */
const MANAGER_ELSEWHERE: Flaw = {
  id: 'manager-unchecked-in-the-second-vdc',
  kind: 'behaviour',
  title: () => 'it does not need the account manager in the second VDC',
  description: 'One of the two roles is not asked for, but not in every VDC.',
};

const UNKNOWN: Flaw = {
  id: 'unknown-served',
  kind: 'behaviour',
  title: (kind) => `a ${kind} that does not exist is taken for another`,
  description: 'A name that nothing has leads to the first thing of its kind.',
};

const DELETED: Flaw = {
  id: 'deleted-still-there',
  kind: 'behaviour',
  title: () => 'it works for a machine that was deleted',
  description: 'The VM information does not find the machine any more, and this operation does.',
};

/** Operations on a machine, but for the one that everybody looks with after a deletion, and those that it would be in the wrong state for. */
const ON_DELETED: ReadonlySet<string> = new Set([
  'get-vm-virtualnic-list',
  'get-vm-management-action-list',
  'power-on-vm',
  'clone-vm',
  'update-vm-instance-type',
]);

function findsDeleted(id: string): () => Spoiler {
  return () => ({
    policies: (base) => {
      const known = new Map<string, unknown>();
      return {
        find: <T>(...[call, kind, path, found, ground]: Parameters<Policies['find']>): T | undefined => {
          if (kind === 'vm' && found !== undefined) known.set(path, found);
          const answer = base.find(call, kind, path, found, ground) as T | undefined;
          const again = call.operation === id && kind === 'vm' && answer === undefined;
          return again ? (known.get(path) as T | undefined) : answer;
        },
      };
    },
  });
}

const FINDABLE: Readonly<Record<string, Findable>> = {
  'org-name': 'organization',
  'vdc-name': 'vdc',
  'vm-name': 'vm',
  'virtualnic-name': 'virtualnic',
  'image-name': 'image',
  'network-name': 'network',
  'task-id': 'task',
};

/** The first thing of a kind, along the path of the call. */
function firstOf(kind: Findable, at: Readonly<Record<string, string>>, { world }: Ground): unknown {
  const first = <T>(items: Iterable<T> | undefined): T | undefined => [...(items ?? [])][0];
  const organization = world.organizations.get(at['org-name'] ?? '');
  const vdc = organization?.vdcs.get(at['vdc-name'] ?? '');
  switch (kind) {
    case 'organization':
      return first(world.organizations.values());
    case 'vdc':
      return first(organization?.vdcs.values());
    case 'vm':
      return first(vdc?.machines.values());
    case 'virtualnic':
      return first(vdc?.machines.get(at['vm-name'] ?? '')?.nics);
    case 'image':
      return first(organization?.images.values());
    case 'network':
      return first(vdc?.networks.values());
    case 'task':
      return first([...world.tasks.values()].filter((task) => task.organization === organization?.name));
  }
}

/** Operations that let in whom they should not, or serve what there is not. */
export const ACCESS_FAULTS: readonly Fault[] = OPERATIONS.flatMap((operation) => {
  const { id, path, method, roles } = operation;
  const manager: Role = 'Atmos Account Manager';
  const parameters = Object.entries(FINDABLE).filter(([parameter]) => path.includes(`{${parameter}}`));
  return [
    ...ACCESS_FLAWS.filter(({ applies }) => applies(path, method)).map((flaw) =>
      faultOf(
        flaw,
        operation,
        deciding((base) => flaw.decide(base, id)),
      ),
    ),
    ...(roles.includes(manager)
      ? [
          faultOf(
            MANAGER,
            operation,
            deciding((base) => ({
              hasRole: (call, user, role) =>
                (call.operation === id && role === manager) || base.hasRole(call, user, role),
            })),
          ),
          ...(method === 'PUT'
            ? []
            : [
                faultOf(
                  MANAGER_ELSEWHERE,
                  operation,
                  deciding((base) => ({
                    hasRole: (call, user, role) =>
                      (call.operation === id &&
                        role === manager &&
                        call.parameters['vdc-name']?.endsWith('2') === true) ||
                      base.hasRole(call, user, role),
                  })),
                ),
              ]),
        ]
      : []),
    ...(ON_DELETED.has(id) ? [faultOf(DELETED, operation, findsDeleted(id))] : []),
    ...parameters
      // Of an organisation that is not there nobody is a member, so it is refused before anybody looks for it.
      .filter(([, kind]) => kind !== 'organization')
      .map(([, kind]) =>
        faultOf(
          UNKNOWN,
          operation,
          deciding((base) => ({
            find: <T>(
              call: Parameters<Policies['find']>[0],
              wanted: Findable,
              at: string,
              found: T | undefined,
              ground: Ground,
            ): T | undefined =>
              call.operation === id && wanted === kind && found === undefined
                ? (firstOf(kind, call.parameters, ground) as T | undefined)
                : base.find(call, wanted, at, found, ground),
          })),
          kind,
        ),
      ),
  ];
});
