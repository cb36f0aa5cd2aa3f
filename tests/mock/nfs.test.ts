import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '../../mock/domain/clock.ts';
import { named, namesIn, textOf, VDC, withMock } from './client.ts';

const user = 'manager';
const SERVER = `${VDC}/imagestore/nfs`;

test('an NFS server is deployed; access is enabled once and then resynchronised', () =>
  withMock({}, async (client) => {
    assert.equal(await client.refused('PUT', `${VDC}/nfs`, { user }), '500 NfsVMNotFound');
    const deployed = await client.accepted('POST', SERVER, { user, body: named('nfsserver') });
    assert.deepEqual([textOf(deployed, 'type'), textOf(deployed, 'object-name')], ['DeployVm', 'nfsserver']);
    assert.equal(namesIn(await client.get(`${VDC}/vm`)).at(-1), 'nfsserver');
    assert.equal(await client.refused('POST', SERVER, { user, body: named('nfsserver') }), '409 ObjectDuplicated');
    assert.equal(await client.refused('POST', SERVER, { user, body: named('no!') }), '400 InvalidName');
    assert.equal(textOf(await client.accepted('POST', `${VDC}/nfs`, { user }), 'type'), 'EnableNFS');
    assert.equal(await client.refused('POST', `${VDC}/nfs`, { user }), '500 NfsVmAlreadyExist');
    assert.equal(textOf(await client.accepted('PUT', `${VDC}/nfs`, { user }), 'type'), 'ResyncNFS');
    await client.accepted('DELETE', `${VDC}/vm/nfsserver`);
    assert.equal(await client.refused('PUT', `${VDC}/nfs`, { user }), '500 NfsVMNotFound');
  }));

test('NFS is not enabled while its server is on its way', async () => {
  const { now, advance } = manualClock();
  await withMock({ clock: now, behaviour: { taskTime: 100 } }, async (client) => {
    await client.accepted('POST', SERVER, { user, body: named('nfsserver') });
    assert.equal(await client.refused('POST', `${VDC}/nfs`, { user }), '500 NfsVmIsDeploying');
    advance(100);
    await client.accepted('POST', `${VDC}/nfs`, { user });
    assert.equal(await client.refused('POST', `${VDC}/nfs`, { user }), '500 NfsVmIsDeploying');
    assert.equal(await client.refused('PUT', `${VDC}/nfs`, { user }), '500 NfsVmIsDeploying');
    advance(100);
    assert.equal(await client.refused('POST', `${VDC}/nfs`, { user }), '500 NfsVmAlreadyExist');
  });
});

test('one server in a VDC, and a server before access, where the service wants that', () =>
  withMock({ behaviour: { nfsServersPerVdc: 1, nfsNeedsServer: true } }, async (client) => {
    assert.equal(await client.refused('POST', `${VDC}/nfs`, { user }), '500 NfsVMNotFound');
    await client.accepted('POST', SERVER, { user, body: named('nfsserver') });
    assert.equal(await client.refused('POST', SERVER, { user, body: named('second') }), '400 InvalidState');
    await client.accepted('POST', `${VDC}/nfs`, { user });
  }));
