import { DEFAULT_BEHAVIOUR } from '../../domain/behaviour.ts';
import type { Action, Machine, PowerState } from '../../domain/model.ts';
import type { Ground } from '../../domain/policies.ts';
import { deciding } from '../spoilers.ts';
import type { Fault } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { OPERATIONS, operation } from './operations.ts';

const STATES: readonly PowerState[] = ['powered-off', 'powered-on', 'suspended'];
const ACTIONS: readonly Action[] = ['power-off', 'power-on', 'reset', 'suspend', 'resume', 'clone'];

const ACCEPTED: Flaw = {
  id: 'accepted-when',
  kind: 'behaviour',
  title: (state) => `it is accepted for a machine that is ${state}`,
  description: 'The action is taken in a state that it is not for, and that the action list does not offer it in.',
};
const REFUSED: Flaw = {
  id: 'refused-when',
  kind: 'behaviour',
  title: (state) => `it is refused for a machine that is ${state}`,
  description: 'The action is refused in a state that it is for, and that the action list offers it in.',
};
const OFFERED: Flaw = {
  id: 'offers',
  kind: 'behaviour',
  title: (cell) => `it offers too much (${cell})`,
  description: 'The list offers, in one state, an action that is then refused.',
};
const OMITTED: Flaw = {
  id: 'omits',
  kind: 'behaviour',
  title: (cell) => `it offers too little (${cell})`,
  description: 'The list does not offer, in one state, an action that is then accepted.',
};
const DONE: Flaw = {
  id: 'refused-but-done',
  kind: 'behaviour',
  title: () => 'it is refused for the state, and done all the same',
  description: 'The answer says InvalidState, and the machine is another one afterwards.',
};
const AFTER: Flaw = {
  id: 'leads-elsewhere',
  kind: 'behaviour',
  title: (state) => `the machine is ${state} afterwards`,
  description: 'The task ends well and the state is the wrong one.',
};

const LIST = operation('get-vm-management-action-list');

const cells = ACTIONS.flatMap((action) =>
  STATES.map((state) => ({ action, state, allowed: DEFAULT_BEHAVIOUR.actions[state].includes(action) })),
);
const operationOf = (action: Action) => OPERATIONS.find((route) => route.action === action) ?? operation('clone-vm');

const decisions: readonly Fault[] = cells.map(({ action, state, allowed }) =>
  faultOf(
    allowed ? REFUSED : ACCEPTED,
    operationOf(action),
    deciding((base) => ({
      mayTransition: (call, machine, doing, ground) =>
        doing === action && machine.state === state ? !allowed : base.mayTransition(call, machine, doing, ground),
    })),
    state,
  ),
);

const offers: readonly Fault[] = cells.map(({ action, state, allowed }) =>
  faultOf(
    allowed ? OMITTED : OFFERED,
    LIST,
    deciding((base) => ({
      actionsOf: (call, machine, ground) => {
        const all = base.actionsOf(call, machine, ground);
        if (machine.state !== state) return all;
        return allowed ? all.filter((other) => other !== action) : [...all, action];
      },
    })),
    `${state}-${action}`,
  ),
);

/** What happens although the call is refused. Power-off is never refused where it would change anything. */
const DEEDS: Readonly<
  Record<string, (machine: Machine, ground: Ground, vdcs: readonly Map<string, Machine>[]) => void>
> = {
  'power-on-vm': (machine) => {
    machine.state = 'powered-on';
  },
  'reset-vm': (machine) => {
    machine.state = 'powered-on';
  },
  'suspend-vm': (machine) => {
    machine.state = 'suspended';
  },
  'resume-vm': (machine) => {
    machine.state = 'powered-on';
  },
  'update-vm-instance-type': (machine) => {
    machine.instanceType = machine.instanceType === 'large' ? 'small' : 'large';
  },
  'delete-vm': (machine, _ground, vdcs) => {
    for (const machines of vdcs) if (machines.get(machine.name) === machine) machines.delete(machine.name);
  },
};

const deeds: readonly Fault[] = Object.entries(DEEDS).map(([id, deed]) =>
  faultOf(
    DONE,
    operation(id),
    deciding((base) => ({
      mayTransition: (call, machine, doing, ground) => {
        const may = base.mayTransition(call, machine, doing, ground);
        const vdcs = [...ground.world.organizations.values()].flatMap(({ vdcs }) => [...vdcs.values()]);
        if (!may && call.operation === id)
          deed(
            machine,
            ground,
            vdcs.map(({ machines }) => machines),
          );
        return may;
      },
    })),
  ),
);

const WRONG_END: readonly { readonly action: Action; readonly end: PowerState }[] = [
  { action: 'power-on', end: 'suspended' },
  { action: 'power-off', end: 'suspended' },
  { action: 'reset', end: 'powered-off' },
  { action: 'suspend', end: 'powered-off' },
  { action: 'resume', end: 'suspended' },
];

const ends: readonly Fault[] = WRONG_END.map(({ action, end }) =>
  faultOf(
    AFTER,
    operationOf(action),
    deciding((base) => ({
      stateAfter: (machine, doing, ground) => (doing === action ? end : base.stateAfter(machine, doing, ground)),
    })),
    end,
  ),
);

/** Every cell of the life cycle decided the other way, offered the other way, or leading elsewhere. */
export const LIFE_CYCLE_FAULTS: readonly Fault[] = [...decisions, ...offers, ...deeds, ...ends];
