import type { Action, Doing, Machine } from '../../domain/model.ts';
import { deciding } from '../spoilers.ts';
import type { Fault, Spoiler } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { OPERATIONS, operation } from './operations.ts';

const SIZE_LOST: Flaw = {
  id: 'size-lost',
  kind: 'behaviour',
  title: () => 'the machine has another instance type afterwards',
  description: 'The state is right, but the size that was set is forgotten on the way.',
};
const NIC_LOST: Flaw = {
  id: 'nic-lost',
  kind: 'behaviour',
  title: () => 'the machine has one NIC less afterwards',
  description: 'The state is right, but the last NIC is not listed any more.',
};
const REFUSED_LATER: Flaw = {
  id: 'refused-later',
  kind: 'behaviour',
  title: (when) => `it is refused ${when.replaceAll('-', ' ')}`,
  description: 'The action list offers it, and it is refused with InvalidState, but only under this circumstance.',
};

const ACTIONS: readonly Exclude<Action, 'clone'>[] = ['power-on', 'power-off', 'reset', 'suspend', 'resume'];
const operationOf = (action: Action) => OPERATIONS.find((route) => route.action === action) ?? operation('clone-vm');

/** The size changes once for each time the action is done, however often the state after it is asked for. */
function losesSize(action: Action): () => Spoiler {
  return () => ({
    policies: (base) => {
      const done = new WeakMap<Machine, number>();
      return {
        stateAfter: (machine, doing, ground) => {
          if (doing === action && done.get(machine) !== machine.past.length) {
            done.set(machine, machine.past.length);
            machine.instanceType = machine.instanceType === 'small' ? 'large' : 'small';
          }
          return base.stateAfter(machine, doing, ground);
        },
      };
    },
  });
}

const losesNic = (action: Action): (() => Spoiler) =>
  deciding((base) => ({
    listOf: (call, kind, items, ground) => {
      const all = base.listOf(call, kind, items, ground);
      const { 'org-name': organization = '', 'vdc-name': vdc = '', 'vm-name': vm = '' } = call.parameters;
      const machine = ground.world.organizations.get(organization)?.vdcs.get(vdc)?.machines.get(vm);
      return kind === 'virtualnic' && machine?.past.includes(action) === true ? all.slice(0, -1) : all;
    },
  }));

type Circumstance = (vdc: string, machine: Machine) => boolean;

const CIRCUMSTANCES: Readonly<Record<string, Circumstance>> = {
  'in-the-second-vdc': (vdc) => vdc.endsWith('2'),
  'for-names-that-end-in-a-digit': (_vdc, { name }) => /\d$/.test(name),
  'after-a-resume': (_vdc, { past }) => past.includes('resume'),
  'after-an-update': (_vdc, { past }) => past.includes('update'),
};

const refusesLater = (action: Doing, holds: Circumstance): (() => Spoiler) =>
  deciding((base) => ({
    mayTransition: (call, machine, doing, ground) =>
      base.mayTransition(call, machine, doing, ground) &&
      !(doing === action && holds(call.parameters['vdc-name'] ?? '', machine)),
  }));

/** Actions that lose something on the way, or that are refused only under some circumstance. */
export const KEEPING_FAULTS: readonly Fault[] = [
  ...ACTIONS.map((action) => faultOf(SIZE_LOST, operationOf(action), losesSize(action))),
  ...ACTIONS.map((action) => faultOf(NIC_LOST, operationOf(action), losesNic(action))),
  ...(['power-on', 'power-off', 'suspend', 'resume'] as const).flatMap((action) =>
    Object.entries(CIRCUMSTANCES).map(([when, holds]) =>
      faultOf(REFUSED_LATER, operationOf(action), refusesLater(action, holds), when),
    ),
  ),
];
