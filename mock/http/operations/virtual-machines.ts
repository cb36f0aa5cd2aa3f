import { cloneMachine } from '../../domain/creation.ts';
import { findMachine, findNic, findVdc, isSeen } from '../../domain/finding.ts';
import { changePower, deleteMachine, type Place, updateMachine } from '../../domain/machines.ts';
import type { Action, Task } from '../../domain/model.ts';
import { checkPossibleName } from '../../domain/names.ts';
import { type Fields, readFields } from '../request-body.ts';
import { ADMIN, type Implementation, ok, type Turn } from '../turn.ts';
import { accepted } from './accepted.ts';
import { ordered } from './ordered.ts';

/** The machine that the URI names. Where a section lists InvalidName, a name that cannot be one is told apart. */
function placeOf({ service, call, route }: Turn): Place {
  const name = call.parameters['vm-name'] ?? '';
  if (route?.errors.includes('InvalidName') === true) {
    findVdc(service, call);
    checkPossibleName(service, call, 'vm', name);
  }
  return findMachine(service, call);
}

function change(start: (turn: Turn, place: Place, fields: Fields) => Task): Implementation {
  return {
    roles: ADMIN,
    answer: (turn) => {
      const { service, call, route, body } = turn;
      const place = placeOf(turn);
      const fields = route?.request.kind === 'xml' ? readFields(service, call, route, body) : {};
      return accepted(turn, start(turn, place, fields));
    },
  };
}

const power = (action: Exclude<Action, 'clone'>): Implementation =>
  change(({ service, call }, place) => changePower(service, call, place, action));

/** §3.6 to §3.18. */
export const virtualMachineOperations: Readonly<Record<string, Implementation>> = {
  'get-vm-information': {
    roles: ADMIN,
    answer: (turn) => {
      const { service, call, write, at } = turn;
      const machine = service.policies.machineSeen(call, placeOf(turn).machine, service.ground);
      return ok(write.machine(machine, at, service.behaviour.transitionalStates));
    },
  },
  'power-off-vm': power('power-off'),
  'power-on-vm': power('power-on'),
  'reset-vm': power('reset'),
  'suspend-vm': power('suspend'),
  'resume-vm': power('resume'),
  'clone-vm': change(({ service, call }, place, { name = '' }) => cloneMachine(service, call, place, name)),
  'delete-vm': change(({ service, call }, place) => deleteMachine(service, call, place)),
  'update-vm-instance-type': change(({ service, call }, place, fields) =>
    updateMachine(service, call, place, fields['instance-type']),
  ),
  'get-vm-management-action-list': {
    roles: ADMIN,
    answer: (turn) => {
      const { service, call, write, at } = turn;
      const { machine } = placeOf(turn);
      const actions = service.policies.actionsOf(call, machine, service.ground).map((name) => ({ name }));
      const shown = ordered(service, call, 'action', actions).map(({ name }) => name);
      return ok(write.actions(shown, at));
    },
  },
  'get-vm-list': {
    roles: ADMIN,
    answer: ({ service, call, write, at }) => {
      const { vdc } = findVdc(service, call);
      const seen = [...vdc.machines.values()].filter((machine) => isSeen(service, machine));
      const machines = ordered(service, call, 'vm', seen);
      return ok(
        write.machines(
          machines.map(({ name }) => name),
          at,
        ),
      );
    },
  },
  'get-vm-virtualnic-list': {
    roles: ADMIN,
    answer: (turn) => {
      const { service, call, write, at } = turn;
      return ok(write.nics(ordered(service, call, 'virtualnic', placeOf(turn).machine.nics), at));
    },
  },
  'get-vm-virtualnic-information': {
    roles: ADMIN,
    answer: ({ service, call, write }) => {
      const { machine, nic } = findNic(service, call);
      return ok(write.nic(nic, machine));
    },
  },
};
