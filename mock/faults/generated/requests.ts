import type { NameKind, Policies } from '../../domain/policies.ts';
import { NO_BODY, withHeader } from '../../http/outgoing.ts';
import { deciding, onTheWire } from '../spoilers.ts';
import type { Fault } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { OPERATIONS, operation } from './operations.ts';

interface RequestFlaw extends Flaw {
  readonly of: readonly string[];
  readonly decide: (base: Policies, operation: string) => Partial<Policies>;
}

const WITH_BODY = ['clone-vm', 'update-vm-instance-type', 'deploy-uploaded-image', 'deploy-nfs-server'];

const REQUEST_FLAWS: readonly RequestFlaw[] = [
  {
    id: 'any-body',
    kind: 'behaviour',
    title: () => 'it takes any body',
    description: 'What is not well-formed or not valid is taken for what is left of it.',
    of: WITH_BODY,
    decide: (base, id) => ({
      refusedBody: (call, code, problem) => (call.operation === id ? null : base.refusedBody(call, code, problem)),
      refusedName: (call, kind: NameKind, name, ground) =>
        call.operation === id && name === '' ? null : base.refusedName(call, kind, name, ground),
    }),
  },
  {
    id: 'any-name',
    kind: 'behaviour',
    title: () => 'it takes any name',
    description: 'Neither the naming rules nor the reserved names are looked at.',
    of: ['clone-vm', 'deploy-uploaded-image'],
    decide: (base, id) => ({
      refusedName: (call, kind: NameKind, name, ground) =>
        call.operation === id ? null : base.refusedName(call, kind, name, ground),
    }),
  },
  {
    id: 'name-taken-again',
    kind: 'behaviour',
    title: () => 'it takes a name that is taken',
    description: 'What had the name before is replaced.',
    of: ['clone-vm', 'deploy-uploaded-image', 'deploy-nfs-server', 'upload-image'],
    decide: (base, id) => ({
      isDuplicate: (call, kind: NameKind, name, taken, ground) =>
        call.operation !== id && base.isDuplicate(call, kind, name, taken, ground),
    }),
  },
  {
    id: 'beyond-quota',
    kind: 'behaviour',
    title: () => 'it does not look at the quota',
    description: 'More machines than allowed come into being.',
    of: ['clone-vm', 'deploy-uploaded-image'],
    decide: (base, id) => ({
      withinQuota: (call, quota, used, size, limit) =>
        (call.operation === id && quota === 'vm') || base.withinQuota(call, quota, used, size, limit),
    }),
  },
  {
    id: 'again-and-again',
    kind: 'behaviour',
    title: () => 'it is accepted in any state of NFS',
    description: 'Whether NFS is enabled already, or not yet, is not looked at.',
    of: ['enable-nfs-access', 'resync-nfs-access'],
    decide: (base, id) => ({
      refusedNfs: (call, code, vdc) => (call.operation === id ? null : base.refusedNfs(call, code, vdc)),
    }),
  },
];

/** The URI of an operation, as a pattern. */
const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/\/$/, '')
      .replaceAll('.', '\\.')
      .replace(/\{[^}]+\}/g, '[^/]+')}/?$`,
  );

const BELOW: Flaw = {
  id: 'anything-below-served',
  kind: 'response',
  title: () => 'whatever stands below its URI is served',
  description: 'A URI that goes on where the guide’s ends is answered by 200 without a body.',
};

/** Reads of one thing, below which the guide knows nothing of this form. */
const READS_OF_ONE = [
  'get-organization-information',
  'get-vdc-information',
  'get-network-information',
  'get-vm-information',
  'get-task',
];

const below: readonly Fault[] = READS_OF_ONE.map((id) => {
  const route = operation(id);
  const pattern = new RegExp(`${patternOf(route.path).source.replace('/?$', '')}/[^/]+$`);
  return faultOf(
    BELOW,
    route,
    onTheWire(
      ({ call, path, method, code }) =>
        call.operation === null && code === 'ObjectNotFound' && method === 'GET' && pattern.test(path),
      (outgoing) => withHeader({ ...outgoing, status: 200, body: NO_BODY }, 'Content-Length', '0'),
    ),
  );
});

const METHODS: Flaw = {
  id: 'undefined-method-served',
  kind: 'response',
  title: () => 'any method is served on its URI',
  description: 'A method that the guide does not define there is answered by 200 without a body.',
};

const byPath = new Map(
  OPERATIONS.map((route) => [route.path.replace(/\/$/, ''), route]).toReversed() as [
    string,
    (typeof OPERATIONS)[number],
  ][],
);

const methods: readonly Fault[] = [...byPath.values()].map((route) => {
  const pattern = patternOf(route.path);
  return faultOf(
    METHODS,
    route,
    onTheWire(
      ({ call, path, method, code }) =>
        call.operation === null && code !== null && method !== 'GET' && pattern.test(path),
      (outgoing) => withHeader({ ...outgoing, status: 200, body: NO_BODY }, 'Content-Length', '0'),
    ),
  );
});

/** Operations that take requests which they should refuse. */
export const REQUEST_FAULTS: readonly Fault[] = [
  ...REQUEST_FLAWS.flatMap((flaw) =>
    flaw.of.map((id) =>
      faultOf(
        flaw,
        operation(id),
        deciding((base) => flaw.decide(base, id)),
      ),
    ),
  ),
  ...methods,
  ...below,
];
