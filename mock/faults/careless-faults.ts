import type { Action, Machine } from '../domain/model.ts';
import { withHeader, withoutHeader } from '../http/outgoing.ts';
import { rewriteText } from './edit-document.ts';
import { afterTask, resized } from './spoilers.ts';
import type { Fault, Spoiler } from './types.ts';

/** Shows a machine otherwise once it has had an action, by how often it had it. */
function afterEach(wanted: Action, change: (machine: Machine, times: number) => Machine): () => Spoiler {
  return () => {
    const times = new Map<string, number>();
    return {
      policies: (base) => ({
        stateAfter: (machine, action, ground) => {
          if (action === wanted) times.set(machine.name, (times.get(machine.name) ?? 0) + 1);
          return base.stateAfter(machine, action, ground);
        },
        machineSeen: (call, machine, ground) => {
          const seen = base.machineSeen(call, machine, ground);
          const count = times.get(machine.name) ?? 0;
          return count === 0 ? seen : change(seen, count);
        },
      }),
    };
  };
}

/** Services that touch or tell what is no business of the call. */
export const CARELESS_FAULTS: readonly Fault[] = [
  {
    id: 'errors/tells-of-other-tenants',
    title: 'a refusal tells strangers what there is',
    description: 'Whoever is refused for want of permission learns the names of all machines of the organisation.',
    kind: 'response',
    apply: () => ({
      document: (root, { call, code, service }) => {
        const organization = service.world.organizations.get(call.parameters['org-name'] ?? '');
        if (code !== 'NoPermission' || organization === undefined) return root;
        const names = [...organization.vdcs.values()].flatMap(({ machines }) => [...machines.keys()]);
        return rewriteText(root, 'message', (text) => `${text} Only its members may use ${names.join(', ')}.`);
      },
    }),
  },
  {
    id: 'update-vm-instance-type/neighbours-too',
    title: 'an update changes the other machines of the VDC as well',
    description: 'Every machine of the VDC gets the instance type that was asked for one.',
    kind: 'behaviour',
    operation: 'update-vm-instance-type',
    apply: afterTask('update-vm-instance-type', (name, vdcs, home) => {
      const machines = vdcs.get(home)?.machines;
      const type = machines?.get(name)?.instanceType;
      for (const machine of machines?.values() ?? []) machine.instanceType = type ?? machine.instanceType;
    }),
  },
  {
    id: 'delete-vm/takes-longer-names',
    title: 'a deletion takes every machine along whose name begins alike',
    description: 'Machines are deleted by the beginning of their names and not by the whole.',
    kind: 'behaviour',
    operation: 'delete-vm',
    apply: afterTask('delete-vm', (beginning, vdcs, home) => {
      const machines = vdcs.get(home)?.machines;
      for (const name of [...(machines?.keys() ?? [])]) if (name.startsWith(beginning)) machines?.delete(name);
    }),
  },
  {
    id: 'get-organization-list/first-only',
    title: 'everybody is shown the first organisation',
    description: 'The list is read without looking who asks.',
    kind: 'behaviour',
    operation: 'get-organization-list',
    apply: () => ({
      policies: () => ({
        visibleOrganizations: (_call, _user, { world }) => [...world.organizations.values()].slice(0, 1),
      }),
    }),
  },
  {
    id: 'get-vm-virtualnic-information/changes-with-every-read',
    title: 'the address of a NIC is another one at each look',
    description: 'It is made up for the answer.',
    kind: 'response',
    operation: 'get-vm-virtualnic-information',
    apply: () => {
      let reads = 0;
      return {
        document: (root, { call, code }) => {
          if (call.operation !== 'get-vm-virtualnic-information' || code !== null) return root;
          reads += 1;
          return rewriteText(root, 'ip-address', () => `10.9.8.${(reads % 250) + 1}`);
        },
      };
    },
  },
  {
    id: 'get-vm-virtualnic-information/first-only',
    title: 'every NIC is told with the address of the first',
    description: 'The name is the one that was asked for.',
    kind: 'response',
    operation: 'get-vm-virtualnic-information',
    apply: () => {
      const first = new Map<string, string>();
      return {
        document: (root, { call, code }) => {
          if (call.operation !== 'get-vm-virtualnic-information' || code !== null) return root;
          const { 'vdc-name': vdc = '', 'vm-name': vm = '' } = call.parameters;
          return rewriteText(root, 'ip-address', (address) => {
            const known = first.get(`${vdc}/${vm}`) ?? address;
            first.set(`${vdc}/${vm}`, known);
            return known;
          });
        },
      };
    },
  },
  {
    id: 'list-template/empty-after-upload',
    title: 'with the first upload the templates are gone from their list',
    description: 'A cache of both stores is thrown away, and only one of them is filled anew.',
    kind: 'behaviour',
    operation: 'list-template',
    apply: () => ({
      policies: (base) => {
        let uploaded = false;
        return {
          changeNow: (call, change) => {
            uploaded ||= call.operation === 'upload-image';
            base.changeNow(call, change);
          },
          listOf: (call, kind, items, ground) =>
            kind === 'template' && uploaded ? [] : base.listOf(call, kind, items, ground),
        };
      },
    }),
  },
  {
    id: 'deploy-uploaded-image/without-nics',
    title: 'a deployed machine has no NIC',
    description: 'They are not copied from the image.',
    kind: 'behaviour',
    operation: 'deploy-uploaded-image',
    apply: () => ({
      policies: (base) => ({
        created: (call, machine, ground) => {
          const made = base.created(call, machine, ground);
          return call.operation === 'deploy-uploaded-image' ? { ...made, nics: [] } : made;
        },
      }),
    }),
  },
  {
    id: 'delete-uploaded-image/still-deployed',
    title: 'a deleted image can be deployed all the same',
    description: 'It is gone from the list only.',
    kind: 'behaviour',
    operation: 'delete-uploaded-image',
    apply: () => ({
      policies: (base) => {
        const known = new Map<string, unknown>();
        return {
          find: (call, kind, path, found, ground) => {
            if (kind === 'image' && found !== undefined) known.set(path, found);
            const answer = base.find(call, kind, path, found, ground);
            const again = call.operation === 'deploy-uploaded-image' && kind === 'image' && answer === undefined;
            return again ? (known.get(path) as typeof found) : answer;
          },
        };
      },
    }),
  },
  {
    id: 'clone-vm/half-the-disk',
    title: 'a clone has half the disk of its source',
    description: 'What lies behind the middle is not copied.',
    kind: 'behaviour',
    operation: 'clone-vm',
    apply: () => ({
      policies: (base) => ({
        created: (call, machine, ground) => {
          const made = base.created(call, machine, ground);
          return call.operation === 'clone-vm' ? { ...made, diskSize: Math.ceil(made.diskSize / 2) } : made;
        },
      }),
    }),
  },
  {
    id: 'get-task/begins-again',
    title: 'a task that has ended has begun again when it is read for the third time after its end',
    description: 'Its record is one of a job that runs again and again.',
    kind: 'behaviour',
    operation: 'get-task',
    apply: () => {
      const reads = new Map<string, number>();
      return {
        policies: (base) => ({
          taskSeen: (call, task, ground) => {
            const seen = base.taskSeen(call, task, ground);
            if (call.operation !== 'get-task' || seen.phase !== 'completed') return seen;
            const count = (reads.get(task.id) ?? 0) + 1;
            reads.set(task.id, count);
            return count < 4 ? seen : { ...seen, phase: 'running' as const };
          },
        }),
      };
    },
  },
  {
    id: 'power-on-vm/renamed-in-the-domain',
    title: 'a machine has another domain name each time it was powered on',
    description: 'It gets a new lease with a new name.',
    kind: 'behaviour',
    operation: 'power-on-vm',
    apply: afterEach('power-on', (machine, times) => ({
      ...machine,
      fqdn: `lease-${times}.${machine.fqdn}`,
    })),
  },
  {
    id: 'power-off-vm/disk-halved',
    title: 'each power-off halves the disk',
    description: 'What was not written back is cut off.',
    kind: 'behaviour',
    operation: 'power-off-vm',
    apply: afterEach('power-off', (machine, times) => ({
      ...machine,
      diskSize: Math.ceil(machine.diskSize / 2 ** times),
    })),
  },
  {
    id: 'clone-vm/made-though-refused',
    title: 'every third clone is made, and refused for the quota',
    description: 'The quota is looked at when all is done.',
    kind: 'response',
    operation: 'clone-vm',
    apply: () => {
      let clones = 0;
      return {
        outgoing: (outgoing, { call }) => {
          if (call.operation !== 'clone-vm' || outgoing.status !== 202) return outgoing;
          clones += 1;
          if (clones % 3 !== 0) return outgoing;
          const body =
            '<ErrorMessage xmlns="http://www.emc.com/caas"><code>DeployVMAmountQuotaReached</code><message>No more.</message></ErrorMessage>';
          const refused = { ...withoutHeader(outgoing, 'Location'), status: 409 };
          return withHeader(resized(refused, new TextEncoder().encode(body)), 'Content-Type', 'application/xml');
        },
      };
    },
  },
  {
    id: 'delete-vm/takes-namesakes',
    title: 'a deletion takes the machines of the same name in other VDCs along',
    description: 'Machines are deleted by name, in whatever VDC they are.',
    kind: 'behaviour',
    operation: 'delete-vm',
    apply: afterTask('delete-vm', (name, vdcs) => {
      for (const { machines } of vdcs.values()) machines.delete(name);
    }),
  },
  {
    id: 'power-off-vm/another-too',
    title: 'powering a machine off powers off another one as well',
    description: 'The machine of the VDC that was made last is off too.',
    kind: 'behaviour',
    operation: 'power-off-vm',
    apply: () => ({
      policies: (base) => ({
        stateAfter: (machine, action, ground) => {
          const all = [...ground.world.organizations.values()].flatMap(({ vdcs }) => [...vdcs.values()]);
          const home = all.find(({ machines }) => machines.get(machine.name) === machine);
          const running = [...(home?.machines.values() ?? [])].filter(
            (other) => other !== machine && other.state === 'powered-on' && other.busy === null,
          );
          const last = running.at(-1);
          if (action === 'power-off' && last !== undefined) last.state = 'powered-off';
          return base.stateAfter(machine, action, ground);
        },
      }),
    }),
  },
  {
    id: 'upload-image/without-effect',
    title: 'an uploaded image is not kept',
    description: 'The answer is 200 and the store is as before.',
    kind: 'behaviour',
    operation: 'upload-image',
    apply: () => ({
      policies: (base) => ({
        changeNow: (call, change) => {
          if (call.operation !== 'upload-image') base.changeNow(call, change);
        },
      }),
    }),
  },
  {
    id: 'delete-uploaded-image/takes-all',
    title: 'deleting an image empties the store',
    description: 'The image is gone, and every other one with it.',
    kind: 'behaviour',
    operation: 'delete-uploaded-image',
    apply: () => ({
      policies: (base) => ({
        find: (call, kind, path, found, ground) => {
          const organization = ground.world.organizations.get(call.parameters['org-name'] ?? '');
          if (call.operation === 'delete-uploaded-image' && kind === 'image' && found !== undefined)
            organization?.images.clear();
          return base.find(call, kind, path, found, ground);
        },
      }),
    }),
  },
];
