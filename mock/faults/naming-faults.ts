import type { Machine } from '../domain/model.ts';
import type { Call, Policies } from '../domain/policies.ts';
import { afterTask, deciding } from './spoilers.ts';
import type { Fault } from './types.ts';

const DEPLOY = 'deploy-uploaded-image';

/** Services that are wrong about names: what may be one, whose it is, and whether it is to be had again. */
export const NAMING_FAULTS: readonly Fault[] = [
  {
    id: `${DEPLOY}/like-the-deleted`,
    title: 'a machine under the name of a deleted one is told of as that one',
    description: 'What is known by a name is kept in a cache that nobody empties.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: () => ({
      policies: (base) => {
        const cache = new Map<string, Machine>();
        return {
          machineSeen: (call, machine, ground) => {
            const seen = base.machineSeen(call, machine, ground);
            const old = cache.get(machine.name);
            if (old !== undefined && old.key !== machine.key) return { ...seen, instanceType: old.instanceType };
            cache.set(machine.name, machine);
            return seen;
          },
        };
      },
    }),
  },
  ...['clone-vm', DEPLOY].flatMap((id) =>
    (['InvalidName', 'ReservedName'] as const).map(
      (code): Fault => ({
        id: `${id}/first-rule-only.${code}`,
        title: 'of the names that may not be given only some are refused',
        description: 'One rule of several is looked at, and whatever keeps to it is taken.',
        kind: 'behaviour',
        operation: id,
        apply: deciding((base) => ({
          refusedName: (call, kind, name, ground) => {
            const refusal = base.refusedName(call, kind, name, ground);
            const looked = / /.test(name) || name === 'nfs' || name === '';
            return call.operation === id && refusal === code && !looked ? null : refusal;
          },
        })),
      }),
    ),
  ),
  ...(
    [
      ['power-on-vm', 'vm'],
      [DEPLOY, 'image'],
      ['delete-uploaded-image', 'image'],
    ] as const
  ).map(
    ([id, thing]): Fault => ({
      id: `${id}/by-beginning`,
      title: `the beginning of a name is enough to name the ${thing}`,
      description: 'What has no such name itself is looked for among what begins so.',
      kind: 'behaviour',
      operation: id,
      apply: deciding((base) => ({
        find: <T>(...[call, kind, path, found, ground]: Parameters<Policies['find']>): T | undefined => {
          const { 'org-name': organization = '', 'vdc-name': vdc = '' } = call.parameters;
          const home = ground.world.organizations.get(organization);
          const things: ReadonlyMap<string, unknown> | undefined =
            thing === 'image' ? home?.images : home?.vdcs.get(vdc)?.machines;
          if (call.operation !== id || kind !== thing || found !== undefined)
            return base.find(call, kind, path, found, ground) as T | undefined;
          const beginning = path.split('/').at(-1) ?? '';
          const [other] = [...(things ?? [])].filter(([name]) => name.startsWith(beginning));
          return (other?.[1] ?? base.find(call, kind, path, found, ground)) as T | undefined;
        },
      })),
    }),
  ),
  {
    id: 'upload-image/name-of-deleted-taken',
    title: 'the name of an image that was deleted stays taken',
    description: 'Names are kept in a register of their own, from which none is ever removed.',
    kind: 'behaviour',
    operation: 'upload-image',
    apply: () => ({
      policies: (base) => {
        const known = new Set<string>();
        return {
          isDuplicate: (call, kind, name, taken, ground) => {
            const again = kind === 'image' && known.has(name);
            if (kind === 'image') known.add(name);
            return base.isDuplicate(call, kind, name, taken || again, ground);
          },
        };
      },
    }),
  },
  {
    id: `${DEPLOY}/name-of-deleted-taken`,
    title: 'a deployment cannot have the name of a machine that was deleted',
    description: 'The name is found in the history of the organisation.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: deciding((base) => ({
      isDuplicate: (call, kind, name, taken, ground) => {
        const gone = [...ground.world.gone].some((path) => path.startsWith('vm/') && path.endsWith(`/${name}`));
        return base.isDuplicate(call, kind, name, taken || (call.operation === DEPLOY && gone), ground);
      },
    })),
  },
  {
    id: `${DEPLOY}/refused-keeps-name`,
    title: 'a deployment that was refused keeps its name',
    description: 'The name is reserved before the rule for public addresses is looked at, and never freed.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: () => ({
      policies: (base) => {
        const wanted = new Map<Call, string>();
        const kept = new Set<string>();
        return {
          refusedName: (call, kind, name, ground) => {
            wanted.set(call, name);
            return base.refusedName(call, kind, name, ground);
          },
          publicIpRule: (call, nics, wish) => {
            const refusal = base.publicIpRule(call, nics, wish);
            if (refusal !== null) kept.add(wanted.get(call) ?? '');
            return refusal;
          },
          isDuplicate: (call, kind, name, taken, ground) =>
            base.isDuplicate(call, kind, name, taken || (call.operation === DEPLOY && kept.has(name)), ground),
        };
      },
    }),
  },
  {
    id: `${DEPLOY}/name-in-lower-case`,
    title: 'a deployed machine has its name in lower case',
    description: 'Whatever is asked for, as where a name is taken for that of a host.',
    kind: 'behaviour',
    operation: DEPLOY,
    apply: deciding((base) => ({
      created: (call, machine, ground) => {
        const made = base.created(call, machine, ground);
        return call.operation === DEPLOY ? { ...made, name: made.name.toLowerCase() } : made;
      },
    })),
  },
  {
    id: 'update-vm-instance-type/namesakes-too',
    title: 'an update changes the machines of the same name in other VDCs as well',
    description: 'Machines are updated by name, in whatever VDC they are.',
    kind: 'behaviour',
    operation: 'update-vm-instance-type',
    apply: afterTask('update-vm-instance-type', (name, vdcs, home) => {
      const type = vdcs.get(home)?.machines.get(name)?.instanceType;
      for (const { machines } of vdcs.values()) {
        const machine = machines.get(name);
        if (machine !== undefined && type !== undefined) machine.instanceType = type;
      }
    }),
  },
];
