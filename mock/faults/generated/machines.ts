import type { Machine } from '../../domain/model.ts';
import type { Policies } from '../../domain/policies.ts';
import { deciding } from '../spoilers.ts';
import type { Fault } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { operation } from './operations.ts';

const anotherSize = (type: string): string => (type === 'small' ? 'large' : 'small');

interface MachineFlaw extends Flaw {
  readonly of: readonly string[];
  readonly decide: (base: Policies, operation: string) => Partial<Policies>;
}

const created =
  (change: (machine: Machine) => Machine): MachineFlaw['decide'] =>
  (base, id) => ({
    created: (call, machine, ground) => {
      const made = base.created(call, machine, ground);
      return call.operation === id ? change(made) : made;
    },
  });

const MACHINE_FLAWS: readonly MachineFlaw[] = [
  {
    id: 'other-size',
    kind: 'behaviour',
    title: () => 'the new machine has another instance type',
    description: 'It is not the one of the source, or not the one that was asked for.',
    of: ['clone-vm', 'deploy-uploaded-image'],
    decide: created((machine) => ({ ...machine, instanceType: anotherSize(machine.instanceType) })),
  },
  {
    id: 'other-vdc',
    kind: 'behaviour',
    title: () => 'the clone comes into being in another VDC',
    description: 'It is not beside its source.',
    of: ['clone-vm'],
    decide: (base, id) => ({
      landing: (call, vdc, ground) => {
        const own = base.landing(call, vdc, ground);
        const all = [...(ground.world.organizations.get(vdc.organization)?.vdcs.values() ?? [])];
        return call.operation === id ? (all.find((other) => other.name !== own.name) ?? own) : own;
      },
    }),
  },
  {
    id: 'other-nics',
    kind: 'behaviour',
    title: () => 'the clone has one NIC less than its source',
    description: 'Only some of the NICs are copied.',
    of: ['clone-vm'],
    decide: created((machine) => ({ ...machine, nics: machine.nics.slice(1) })),
  },
  {
    id: 'address-with-one-nic',
    kind: 'behaviour',
    title: () => 'the new machine has a public address beside its one NIC',
    description: 'Nobody asked for it, and the guide rules it out.',
    of: ['deploy-uploaded-image'],
    decide: created((machine) => ({ ...machine, publicIp: machine.publicIp ?? '203.0.113.9' })),
  },
  {
    id: 'other-name',
    kind: 'behaviour',
    title: () => 'the new machine has a name of the service’s choice',
    description: 'It is not the name that was asked for.',
    of: ['clone-vm', 'deploy-uploaded-image'],
    decide: created((machine) => ({ ...machine, name: `${machine.name}-1` })),
  },
];

const LATER: Flaw = {
  id: 'wrong-later',
  kind: 'behaviour',
  title: (when) => `it has no effect ${when.replaceAll('-', ' ')}`,
  description: 'The task ends well and nothing has happened, but only under this circumstance.',
};

type Circumstance = (call: Parameters<Policies['effectOf']>[2], machine: Machine | undefined) => boolean;

const CIRCUMSTANCES: Readonly<Record<string, Circumstance>> = {
  'in-the-second-vdc': (call) => call.parameters['vdc-name']?.endsWith('2') === true,
  'for-names-that-end-in-a-digit': (call) => /\d$/.test(call.parameters['vm-name'] ?? ''),
  'after-a-resume': (_call, machine) => machine?.past.includes('resume') === true,
  'after-an-update': (_call, machine) => machine?.past.includes('update') === true,
  'after-a-clone': (_call, machine) => machine?.past.includes('clone') === true,
};

const ON_MACHINES = ['power-on-vm', 'power-off-vm', 'suspend-vm', 'resume-vm', 'update-vm-instance-type', 'delete-vm'];

const later: readonly Fault[] = ON_MACHINES.flatMap((id) =>
  Object.entries(CIRCUMSTANCES).map(([when, holds]) =>
    faultOf(
      LATER,
      operation(id),
      () => ({
        policies: (base) => {
          const lost = new Set<string>();
          return {
            taskId: (call, next, ground) => {
              const task = base.taskId(call, next, ground);
              const { 'org-name': organization = '', 'vdc-name': vdc = '', 'vm-name': vm = '' } = call.parameters;
              const machine = ground.world.organizations.get(organization)?.vdcs.get(vdc)?.machines.get(vm);
              if (call.operation === id && holds(call, machine)) lost.add(task);
              return task;
            },
            effectOf: (task, effect, call) => {
              if (!lost.has(task.id)) base.effectOf(task, effect, call);
            },
          };
        },
      }),
      when,
    ),
  ),
);

/** Machines that come out other than asked for, and effects that are missing only under some circumstance. */
export const MACHINE_FAULTS: readonly Fault[] = [
  ...MACHINE_FLAWS.flatMap((flaw) =>
    flaw.of.map((id) =>
      faultOf(
        flaw,
        operation(id),
        deciding((base) => flaw.decide(base, id)),
      ),
    ),
  ),
  ...later,
];
