import { DomainError } from '../../domain/domain-error.ts';
import type { Call, Policies } from '../../domain/policies.ts';
import { deciding } from '../spoilers.ts';
import type { Fault } from '../types.ts';
import { type Flaw, faultOf } from './flaw.ts';
import { operation } from './operations.ts';

const REFUSED: Flaw = {
  id: 'right-body-refused',
  kind: 'behaviour',
  title: () => 'it refuses the body that the section prints',
  description: 'Whatever is sent is found wanting, although it is as the guide prints it.',
};

const refuse = (call: Call, id: string): void => {
  if (call.operation === id) throw new DomainError('XMLValidationError', 'The body is not valid.');
};

/** For each operation with a body a decision that comes after the body was read and found right. */
const DECISIONS: Readonly<Record<string, (base: Policies, id: string) => Partial<Policies>>> = {
  'clone-vm': (base, id) => ({
    mayTransition: (call, machine, doing, ground) => {
      refuse(call, id);
      return base.mayTransition(call, machine, doing, ground);
    },
  }),
  'update-vm-instance-type': (base, id) => ({
    mayTransition: (call, machine, doing, ground) => {
      refuse(call, id);
      return base.mayTransition(call, machine, doing, ground);
    },
  }),
  'deploy-uploaded-image': (base, id) => ({
    publicIpRule: (call, nics, wanted) => {
      refuse(call, id);
      return base.publicIpRule(call, nics, wanted);
    },
  }),
  'deploy-nfs-server': (base, id) => ({
    withinQuota: (call, quota, used, size, limit) => {
      if (quota === 'nfs-server') refuse(call, id);
      return base.withinQuota(call, quota, used, size, limit);
    },
  }),
  'upload-image': (base, id) => ({
    isDuplicate: (call, kind, name, taken, ground) => {
      if (call.operation === id) throw new DomainError('FatalError', 'This form cannot be read.');
      return base.isDuplicate(call, kind, name, taken, ground);
    },
  }),
};

/** Operations that do not take the body which the guide prints for them. */
export const BODY_FAULTS: readonly Fault[] = Object.entries(DECISIONS).map(([id, decide]) =>
  faultOf(
    REFUSED,
    operation(id),
    deciding((base) => decide(base, id)),
  ),
);
