import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BEHAVIOUR_FAULTS } from '../../mock/faults/behaviour-faults.ts';
import { HISTORY_FAULTS } from '../../mock/faults/history-faults.ts';
import { RESPONSE_FAULTS } from '../../mock/faults/response-faults.ts';
import type { Fault } from '../../mock/faults/types.ts';
import type { MockOptions } from '../../mock/start.ts';
import { type Client, deployment, fleet, named, namesIn, sized, textOf, VDC, withMock } from './client.ts';

/** The faults that are written by hand. */
const FAULTS: readonly Fault[] = [...RESPONSE_FAULTS, ...BEHAVIOUR_FAULTS, ...HISTORY_FAULTS];

/** What a client sees where a fault is, and what it sees where there is none. */
interface Probe {
  readonly look: (client: Client) => Promise<unknown>;
  readonly right: unknown;
  readonly wrong: unknown;
  readonly options?: MockOptions;
}

const act = async (client: Client, vm: string, action: string): Promise<string> =>
  textOf(await client.accepted('POST', `${VDC}/vm/${vm}/mgmt/${action}`), 'status') ?? '';

const stateOf = async (client: Client, vm: string): Promise<string | undefined> =>
  textOf(await client.get(`${VDC}/vm/${vm}`), 'status');

const rawState = (client: Client, vm: string): string | undefined =>
  client.mock.service.world.organizations.get('caas')?.vdcs.get('caasvdc')?.machines.get(vm)?.state;

async function typeAfterUpdate(client: Client, vdc: string, vm: string): Promise<string | undefined> {
  await client.accepted('PUT', `${vdc}/vm/${vm}`, { body: sized('small') });
  await client.accepted('PUT', `${vdc}/vm/${vm}`, { body: sized('medium') });
  return textOf(await client.get(`${vdc}/vm/${vm}`), 'instance-type');
}

async function cloned(client: Client, name: string): Promise<string> {
  const { off } = await fleet(client);
  await client.accepted('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body: named(name) });
  return name;
}

const PROBES: Readonly<Record<string, Probe>> = {
  'power-on-vm/accepted-as-ok': {
    look: async (client) => (await client.ask('POST', `${VDC}/vm/${(await fleet(client)).off}/mgmt/power-on`)).status,
    right: 202,
    wrong: 200,
  },
  'errors/not-found-as-bad-request': {
    look: (client) => client.refused('GET', '/org/nobody'),
    right: '404 ObjectNotFound',
    wrong: '400 ObjectNotFound',
  },
  'errors/invalid-state-renamed': {
    look: async (client) => client.refused('DELETE', `${VDC}/vm/${(await fleet(client)).on}`),
    right: '400 InvalidState',
    wrong: '400 IllegalState',
  },
  'errors/no-permission-for-no-credentials': {
    look: (client) => client.refused('GET', '/org', { user: null }),
    right: '401 AuthenticationError',
    wrong: '401 NoPermission',
  },
  'errors/without-body': {
    look: (client) => client.refused('GET', '/org/nobody'),
    right: '404 ObjectNotFound',
    wrong: '404 undefined',
  },
  'get-vm-information/no-namespace': {
    look: async (client) => (await client.get(`${VDC}/vm/${(await fleet(client)).off}`)).includes('xmlns'),
    right: true,
    wrong: false,
  },
  'get-vm-information/instance-type-renamed': {
    look: async (client) => (await client.get(`${VDC}/vm/${(await fleet(client)).off}`)).includes('<instanceType>'),
    right: false,
    wrong: true,
  },
  'get-vm-information/other-name': {
    look: async (client) => (await client.get(`${VDC}/vm/${(await fleet(client)).off}`)).includes('name="caasvm1"'),
    right: false,
    wrong: true,
  },
  'get-task/type-missing': {
    look: async (client) => {
      const task = await client.accepted('POST', `${VDC}/vm/${(await fleet(client)).off}/mgmt/power-on`);
      return textOf(task, 'type');
    },
    right: 'PowerOnVm',
    wrong: undefined,
  },
  'get-task-list/cut-off': {
    look: async (client) => /<TaskList[^>]*\/>$|<\/TaskList>$/.test(await client.get('/org/caas/task')),
    right: true,
    wrong: false,
  },
  'get-network-list/connection-cut': {
    look: (client) =>
      client.get(`${VDC}/network`).then(
        () => 'whole',
        () => 'broken',
      ),
    right: 'whole',
    wrong: 'broken',
  },
  'get-vdc-information/image-link-elsewhere': {
    look: async (client) => /org\/(\w+)\/vdc\/\w+\/imagestore/.exec(await client.get(VDC))?.[1],
    right: 'caas',
    wrong: 'other',
  },
  'get-vdc-information/network-link-missing': {
    look: async (client) => [...(await client.get(VDC)).matchAll(/<(network-list) /g)].length,
    right: 2,
    wrong: 1,
  },
  'get-task/end-time-while-running': {
    look: async (client) =>
      (await client.accepted('POST', `${VDC}/vm/${(await fleet(client)).off}/mgmt/power-on`)).includes('end-time'),
    right: false,
    wrong: true,
    options: { behaviour: { taskTime: 5000 } },
  },
  'reset-vm/location-dangling': {
    look: (client) => fleet(client).then(({ on }) => act(client, on, 'reset').catch(() => 'nowhere')),
    right: 'completed',
    wrong: 'nowhere',
  },
  'suspend-vm/location-missing': {
    look: async (client) => {
      const { on } = await fleet(client);
      return (await client.ask('POST', `${VDC}/vm/${on}/mgmt/suspend`)).headers.has('location');
    },
    right: true,
    wrong: false,
  },
  'get-vdc-list/links-dangling': {
    look: async (client) => namesIn(await client.get('/org/caas/vdc')),
    right: ['caasvdc', 'caasvdc2'],
    wrong: ['caasvdcx', 'caasvdc2x'],
  },
  'every-seventh-answer-fails': {
    look: async (client) => {
      const statuses: number[] = [];
      for (let n = 0; n < 8; n += 1) statuses.push((await client.ask('GET', '/org')).status);
      return statuses;
    },
    right: [200, 200, 200, 200, 200, 200, 200, 200],
    wrong: [200, 200, 200, 200, 200, 200, 502, 200],
  },
  'delete-vm/role-unchecked': {
    look: async (client) => client.refused('DELETE', `${VDC}/vm/${(await fleet(client)).off}`, { user: 'user' }),
    right: '403 NoPermission',
    wrong: '202 undefined',
  },
  'enable-nfs-access/account-manager-unchecked': {
    look: (client) => client.refused('POST', `${VDC}/nfs`),
    right: '403 NoPermission',
    wrong: '202 undefined',
  },
  'enable-nfs-access/server-not-found': {
    look: async (client) => {
      await client.accepted('POST', `${VDC}/imagestore/nfs`, { user: 'manager', body: named('nfsserver') });
      return client.refused('POST', `${VDC}/nfs`, { user: 'manager' });
    },
    right: '202 undefined',
    wrong: '500 NfsVMNotFound',
  },
  'get-task/tenant-unchecked': {
    look: async (client) => {
      const task = await client.accepted('POST', `${VDC}/vm/${(await fleet(client)).off}/mgmt/power-on`);
      return client.refused('GET', `/org/caas/task/${/name="([^"]+)"/.exec(task)?.[1]}`, { user: 'foreign' });
    },
    right: '403 NoPermission',
    wrong: '200 undefined',
  },
  'get-network-list/open-to-all': {
    look: (client) => client.refused('GET', `${VDC}/network`, { user: null }),
    right: '401 AuthenticationError',
    wrong: '200 undefined',
  },
  'get-organization-list/version-unchecked': {
    look: (client) => client.refused('GET', '//9.9.9.9/org'),
    right: '400 UnsupportedVersion',
    wrong: '200 undefined',
  },
  'reset-vm/accepted-when-off': {
    look: async (client) => client.refused('POST', `${VDC}/vm/${(await fleet(client)).off}/mgmt/reset`),
    right: '400 InvalidState',
    wrong: '202 undefined',
  },
  'get-vm-management-action-list/offers-reset-when-off': {
    look: async (client) => namesIn(await client.get(`${VDC}/vm/${(await fleet(client)).off}/mgmt`)),
    right: ['power-on', 'clone-to-vm'],
    wrong: ['power-on', 'clone-to-vm', 'reset'],
  },
  'resume-vm/leads-to-off': {
    look: async (client) => {
      const { suspended } = await fleet(client);
      await act(client, suspended, 'resume');
      return stateOf(client, suspended);
    },
    right: 'powered-on',
    wrong: 'powered-off',
  },
  'delete-vm/without-effect': {
    look: async (client) => {
      const { off } = await fleet(client);
      await client.accepted('DELETE', `${VDC}/vm/${off}`);
      return client.refused('GET', `${VDC}/vm/${off}`);
    },
    right: '404 ObjectNotFound',
    wrong: '200 undefined',
  },
  'delete-uploaded-image/without-effect': {
    look: async (client) => {
      await client.ask('DELETE', '/org/caas/imagestore/base-image');
      return namesIn(await client.get('/org/caas/imagestore'));
    },
    right: ['gateway-image'],
    wrong: ['base-image', 'gateway-image'],
  },
  'get-vm-list/newest-forgotten': {
    look: async (client) => namesIn(await client.get(`${VDC}/vm`)).length,
    right: 5,
    wrong: 4,
  },
  'update-vm-instance-type/second-vdc-ignored': {
    look: async (client) => {
      const second = '/org/caas/vdc/caasvdc2';
      const [vm = ''] = namesIn(await client.get(`${second}/vm`));
      const changed = (await typeAfterUpdate(client, second, vm)) === 'medium';
      await client.accepted('PUT', `${second}/vm/${vm}`, { body: sized('large') });
      return changed && textOf(await client.get(`${second}/vm/${vm}`), 'instance-type') === 'large';
    },
    right: true,
    wrong: false,
  },
  'update-vm-instance-type/digit-names-ignored': {
    look: async (client) => {
      const types: unknown[] = [];
      for (const name of ['web1', 'web']) {
        await cloned(client, name);
        const before = textOf(await client.get(`${VDC}/vm/${name}`), 'instance-type');
        const other = before === 'small' ? 'large' : 'small';
        await client.accepted('PUT', `${VDC}/vm/${name}`, { body: sized(other) });
        types.push(textOf(await client.get(`${VDC}/vm/${name}`), 'instance-type') === other);
      }
      return types;
    },
    right: [true, true],
    wrong: [false, true],
  },
  'update-vm-instance-type/dropped-after-resume': {
    look: async (client) => {
      const name = await cloned(client, 'web');
      const seen: unknown[] = [await typeAfterUpdate(client, VDC, name)];
      for (const action of ['power-on', 'suspend', 'resume', 'power-off']) await act(client, name, action);
      await client.accepted('PUT', `${VDC}/vm/${name}`, { body: sized('large') });
      seen.push(textOf(await client.get(`${VDC}/vm/${name}`), 'instance-type'));
      return seen;
    },
    right: ['medium', 'large'],
    wrong: ['medium', 'medium'],
  },
  'clone-vm/duplicate-accepted': {
    look: async (client) => {
      const { off, on } = await fleet(client);
      return client.refused('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body: named(on) });
    },
    right: '409 ObjectDuplicated',
    wrong: '202 undefined',
  },
  'clone-vm/duplicate-as-invalid-state': {
    look: async (client) => {
      const { off, on } = await fleet(client);
      return client.refused('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body: named(on) });
    },
    right: '409 ObjectDuplicated',
    wrong: '400 InvalidState',
  },
  'clone-vm/always-small': {
    look: async (client) => {
      const { off } = await fleet(client);
      await client.accepted('PUT', `${VDC}/vm/${off}`, { body: sized('large') });
      return textOf(await client.get(`${VDC}/vm/${await cloned(client, 'web')}`), 'instance-type');
    },
    right: 'large',
    wrong: 'small',
  },
  'deploy-nfs-server/into-other-vdc': {
    look: async (client) => {
      await client.accepted('POST', `${VDC}/imagestore/nfs`, { user: 'manager', body: named('server') });
      return client.refused('GET', `${VDC}/vm/server`);
    },
    right: '200 undefined',
    wrong: '404 ObjectNotFound',
  },
  'clone-vm/quota-unchecked': {
    options: { behaviour: { vmQuota: 5 } },
    look: async (client) => {
      const { off } = await fleet(client);
      return client.refused('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body: named('web') });
    },
    right: '409 DeployVMAmountQuotaReached',
    wrong: '202 undefined',
  },
  'deploy-uploaded-image/one-nic-rule-unchecked': {
    look: (client) => client.refused('POST', '/org/caas/imagestore/base-image', { body: deployment('web', true) }),
    right: '417 NetConfigurePubIPForOneNic',
    wrong: '202 undefined',
  },
  'tasks/id-reused': {
    look: async (client) => {
      const { off } = await fleet(client);
      for (const action of ['power-on', 'reset', 'power-off']) await act(client, off, action);
      return namesIn(await client.get('/org/caas/task')).length;
    },
    right: 3,
    wrong: 2,
  },
  'get-task-list/task-lost': {
    look: async (client) => {
      const { off } = await fleet(client);
      for (const action of ['power-on', 'reset', 'power-off']) await act(client, off, action);
      return namesIn(await client.get('/org/caas/task')).length;
    },
    right: 3,
    wrong: 2,
  },
  'tasks/end-before-effect': {
    look: async (client) => {
      const { off } = await fleet(client);
      const status = await act(client, off, 'power-on');
      return [status, await stateOf(client, off)];
    },
    right: ['completed', 'powered-on'],
    wrong: ['completed', 'powered-off'],
  },
  'clone-vm/effect-never-comes': {
    look: async (client) => client.refused('GET', `${VDC}/vm/${await cloned(client, 'web')}`),
    right: '200 undefined',
    wrong: '404 ObjectNotFound',
  },
  'virtual-machines/conflicting-calls-accepted': {
    options: { behaviour: { taskTime: 60_000 } },
    look: async (client) => {
      const { off } = await fleet(client);
      const answers: string[] = [];
      for (let n = 0; n < 2; n += 1) answers.push(await client.refused('POST', `${VDC}/vm/${off}/mgmt/power-on`));
      return [...answers, rawState(client, off)];
    },
    right: ['202 undefined', '400 InvalidState', 'powered-off'],
    wrong: ['202 undefined', '202 undefined', 'powered-off'],
  },
  'get-vm-list/deleted-listed': {
    look: async (client) => {
      const { off } = await fleet(client);
      await client.accepted('DELETE', `${VDC}/vm/${off}`);
      return namesIn(await client.get(`${VDC}/vm`)).includes(off);
    },
    right: false,
    wrong: true,
  },
  'get-vm-list/short-now-and-then': {
    look: async (client) => {
      const lengths: number[] = [];
      for (let time = 0; time < 3; time += 1) lengths.push(namesIn(await client.get(`${VDC}/vm`)).length);
      return lengths;
    },
    right: [5, 5, 5],
    wrong: [5, 5, 4],
  },
};

test('every fault has a probe, and each says in which operation it is', () => {
  assert.deepEqual(FAULTS.map(({ id }) => id).toSorted(), Object.keys(PROBES).toSorted());
  for (const { id, operation } of FAULTS) {
    if (operation !== undefined) assert.equal(id.split('/')[0], operation);
  }
});

const seen = async ({ look, options = {} }: Probe, faults: readonly Fault[]): Promise<unknown> => {
  let answer: unknown;
  await withMock({ ...options, faults }, async (client) => {
    answer = await look(client);
  });
  return answer;
};

for (const fault of FAULTS) {
  test(`${fault.id}: ${fault.title}`, async () => {
    const probe = PROBES[fault.id];
    assert.ok(probe);
    assert.deepEqual(await seen(probe, []), probe.right, 'without the fault');
    assert.deepEqual(await seen(probe, [fault]), probe.wrong, 'with the fault');
  });
}
