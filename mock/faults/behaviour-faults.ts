import type { Machine } from '../domain/model.ts';
import type { Policies } from '../domain/policies.ts';
import type { Fault, Spoiler } from './types.ts';

const deciding =
  (change: (base: Policies) => Partial<Policies>): (() => Spoiler) =>
  () => ({ policies: change });

const cycled = ({ past }: Machine): boolean => {
  const suspended = past.lastIndexOf('suspend');
  return suspended !== -1 && past.indexOf('resume', suspended) !== -1;
};

/** Services that decide wrongly. */
export const BEHAVIOUR_FAULTS: readonly Fault[] = [
  {
    id: 'delete-vm/role-unchecked',
    title: 'anybody of the organisation may delete machines',
    description: 'One operation forgets to ask for the role Admin.',
    kind: 'behaviour',
    operation: 'delete-vm',
    apply: deciding((base) => ({
      hasRole: (call, user, role) => call.operation === 'delete-vm' || base.hasRole(call, user, role),
    })),
  },
  {
    id: 'enable-nfs-access/account-manager-unchecked',
    title: 'enabling NFS does not need the account manager',
    description: 'One of the two roles is not asked for.',
    kind: 'behaviour',
    operation: 'enable-nfs-access',
    apply: deciding((base) => ({
      hasRole: (call, user, role) =>
        (call.operation === 'enable-nfs-access' && role === 'Atmos Account Manager') || base.hasRole(call, user, role),
    })),
  },
  {
    id: 'get-task/tenant-unchecked',
    title: 'the tasks of other organisations can be read',
    description: 'One operation forgets to look whose organisation it is.',
    kind: 'behaviour',
    operation: 'get-task',
    apply: deciding((base) => ({
      sameTenant: (call, user, organization) =>
        call.operation === 'get-task' || base.sameTenant(call, user, organization),
    })),
  },
  {
    id: 'get-network-list/open-to-all',
    title: 'the network list needs no credentials',
    description: 'Whoever asks without any is taken for an administrator of the organisation.',
    kind: 'behaviour',
    operation: 'get-network-list',
    apply: () => ({
      policies: (base) => ({
        authenticate: (call, found) =>
          call.operation === 'get-network-list' && found === null
            ? {
                name: 'nobody',
                password: '',
                token: '',
                organization: call.parameters['org-name'] ?? '',
                roles: ['Admin'],
              }
            : base.authenticate(call, found),
      }),
    }),
  },
  {
    id: 'get-organization-list/version-unchecked',
    title: 'the organisation list answers under any version',
    description: 'The first segment of the URI is not looked at.',
    kind: 'behaviour',
    operation: 'get-organization-list',
    apply: deciding((base) => ({
      supportsVersion: (call, version, supported) =>
        call.operation === 'get-organization-list' || base.supportsVersion(call, version, supported),
    })),
  },
  {
    id: 'reset-vm/accepted-when-off',
    title: 'a machine that is off can be reset',
    description: 'An action is accepted that the guide rules out, and the machine runs afterwards.',
    kind: 'behaviour',
    operation: 'reset-vm',
    apply: deciding((base) => ({
      mayTransition: (call, machine, doing, ground) =>
        doing === 'reset' || base.mayTransition(call, machine, doing, ground),
    })),
  },
  {
    id: 'get-vm-management-action-list/offers-reset-when-off',
    title: 'a machine that is off offers reset',
    description: 'The list offers what is then refused.',
    kind: 'behaviour',
    operation: 'get-vm-management-action-list',
    apply: deciding((base) => ({
      actionsOf: (call, machine, ground) =>
        machine.state === 'powered-off'
          ? [...base.actionsOf(call, machine, ground), 'reset']
          : base.actionsOf(call, machine, ground),
    })),
  },
  {
    id: 'resume-vm/leads-to-off',
    title: 'a resumed machine is off',
    description: 'The task ends well and the state is the wrong one.',
    kind: 'behaviour',
    operation: 'resume-vm',
    apply: deciding((base) => ({
      stateAfter: (machine, action, ground) =>
        action === 'resume' ? 'powered-off' : base.stateAfter(machine, action, ground),
    })),
  },
  {
    id: 'delete-vm/without-effect',
    title: 'a deleted machine stays',
    description: 'The task ends well and nothing has happened.',
    kind: 'behaviour',
    operation: 'delete-vm',
    apply: deciding((base) => ({
      effectOf: (task, effect, call) => {
        if (task.type !== 'DeleteVm') base.effectOf(task, effect, call);
      },
    })),
  },
  {
    id: 'delete-uploaded-image/without-effect',
    title: 'a deleted image stays',
    description: 'The answer is 200 and nothing has happened.',
    kind: 'behaviour',
    operation: 'delete-uploaded-image',
    apply: deciding((base) => ({
      changeNow: (call, change) => {
        if (call.operation !== 'delete-uploaded-image') base.changeNow(call, change);
      },
    })),
  },
  {
    id: 'get-vm-list/newest-forgotten',
    title: 'the VM list forgets its newest entry',
    description: 'The last machine that came is never listed.',
    kind: 'behaviour',
    operation: 'get-vm-list',
    apply: deciding((base) => ({
      listOf: (call, kind, items, ground) => {
        const all = base.listOf(call, kind, items, ground);
        return kind === 'vm' ? all.slice(0, -1) : all;
      },
    })),
  },
  {
    id: 'update-vm-instance-type/second-vdc-ignored',
    title: 'updates do nothing outside the first VDC',
    description: 'The task ends well, but only in one VDC has it an effect.',
    kind: 'behaviour',
    operation: 'update-vm-instance-type',
    apply: deciding((base) => ({
      effectOf: (task, effect, call) => {
        const lost = task.type === 'UpdateVm' && call.parameters['vdc-name']?.endsWith('2') === true;
        if (!lost) base.effectOf(task, effect, call);
      },
    })),
  },
  {
    id: 'update-vm-instance-type/digit-names-ignored',
    title: 'updates do nothing to machines whose names end in a digit',
    description: 'The task ends well, but not for these names.',
    kind: 'behaviour',
    operation: 'update-vm-instance-type',
    apply: deciding((base) => ({
      effectOf: (task, effect, call) => {
        const lost = task.type === 'UpdateVm' && /\d$/.test(task.objectName);
        if (!lost) base.effectOf(task, effect, call);
      },
    })),
  },
  {
    id: 'update-vm-instance-type/dropped-after-resume',
    title: 'an update of a machine that was once resumed is dropped',
    description: 'Only after suspend and resume does the update have no effect.',
    kind: 'behaviour',
    operation: 'update-vm-instance-type',
    apply: () => ({
      policies: (base) => {
        const cycledTasks = new Set<string>();
        return {
          mayTransition: (call, machine, doing, ground) => {
            if (doing === 'update' && cycled(machine)) cycledTasks.add(machine.name);
            return base.mayTransition(call, machine, doing, ground);
          },
          effectOf: (task, effect, call) => {
            const lost = task.type === 'UpdateVm' && cycledTasks.has(task.objectName);
            if (!lost) base.effectOf(task, effect, call);
          },
        };
      },
    }),
  },
  {
    id: 'clone-vm/duplicate-accepted',
    title: 'a clone may take a name that is taken',
    description: 'The machine of that name is replaced when the task ends.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: deciding((base) => ({
      isDuplicate: (call, kind, name, taken, ground) =>
        call.operation !== 'clone-vm' && base.isDuplicate(call, kind, name, taken, ground),
    })),
  },
  {
    id: 'clone-vm/quota-unchecked',
    title: 'clones do not count for the quota',
    description: 'More machines than allowed come into being.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: deciding((base) => ({
      withinQuota: (call, quota, used, size, limit) =>
        call.operation === 'clone-vm' || base.withinQuota(call, quota, used, size, limit),
    })),
  },
  {
    id: 'clone-vm/always-small',
    title: 'a clone is small, whatever its source',
    description: 'The instance type of the source is forgotten.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: deciding((base) => ({
      created: (call, machine, ground) => {
        const made = base.created(call, machine, ground);
        return call.operation === 'clone-vm' ? { ...made, instanceType: 'small' } : made;
      },
    })),
  },
  {
    id: 'deploy-nfs-server/into-other-vdc',
    title: 'the NFS server lands in another VDC',
    description: 'Always in the last one of the organisation, whatever the URI says.',
    kind: 'behaviour',
    operation: 'deploy-nfs-server',
    apply: deciding((base) => ({
      landing: (call, vdc, ground) => {
        const last = [...(ground.world.organizations.get(vdc.organization)?.vdcs.values() ?? [])].at(-1);
        return call.operation === 'deploy-nfs-server' && last !== undefined ? last : base.landing(call, vdc, ground);
      },
    })),
  },
  {
    id: 'enable-nfs-access/server-not-found',
    title: 'enabling NFS misses the server that was deployed for it',
    description: 'What was deployed is looked for where it is not.',
    kind: 'behaviour',
    operation: 'enable-nfs-access',
    apply: deciding((base) => ({
      refusedNfs: (call, code, vdc) =>
        call.operation === 'enable-nfs-access' && code === null ? 'NfsVMNotFound' : base.refusedNfs(call, code, vdc),
    })),
  },
  {
    id: 'deploy-uploaded-image/one-nic-rule-unchecked',
    title: 'an image with one NIC gets a public address',
    description: 'The rule for images with one NIC is not looked at.',
    kind: 'behaviour',
    operation: 'deploy-uploaded-image',
    apply: deciding((base) => ({
      publicIpRule: (call, nics, wanted) => (nics === 1 ? null : base.publicIpRule(call, nics, wanted)),
    })),
  },
];
