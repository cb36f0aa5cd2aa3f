import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '../../mock/domain/clock.ts';
import { fleet, named, namesIn, sized, textOf, VDC, withMock } from './client.ts';

test('an effect is visible exactly when its task ends', async () => {
  const { now, advance } = manualClock();
  await withMock({ clock: now, behaviour: { taskTime: 2000 } }, async (client) => {
    const { off } = await fleet(client);
    const task = await client.accepted('POST', `${VDC}/vm/${off}/mgmt/power-on`);
    const id = /name="([^"]+)"/.exec(task)?.[1];
    assert.equal(textOf(task, 'status'), 'started');
    assert.equal(textOf(task, 'end-time'), undefined);
    advance(1999);
    assert.equal(textOf(await client.get(`${VDC}/vm/${off}`), 'status'), 'powered-off');
    assert.deepEqual(namesIn(await client.get('/org/caas/task')), [id]);
    advance(1);
    assert.equal(textOf(await client.get(`${VDC}/vm/${off}`), 'status'), 'powered-on');
    const ended = await client.get(`/org/caas/task/${id}`);
    assert.equal(textOf(ended, 'status'), 'completed');
    assert.equal(textOf(ended, 'start-time'), '2009-09-28T11:54:18.000Z');
    assert.equal(textOf(ended, 'end-time'), '2009-09-28T11:54:20.000Z');
    assert.equal(textOf(ended, 'cancelable'), 'false');
  });
});

test('a busy machine refuses every other change until its task has ended', async () => {
  const { now, advance } = manualClock();
  await withMock({ clock: now, behaviour: { taskTime: 100 } }, async (client) => {
    const { off } = await fleet(client);
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body: named('copy') });
    assert.equal(await client.refused('POST', `${VDC}/vm/${off}/mgmt/power-on`), '400 InvalidState');
    assert.equal(await client.refused('PUT', `${VDC}/vm/${off}`, { body: sized('small') }), '400 InvalidState');
    assert.equal(await client.refused('DELETE', `${VDC}/vm/${off}`), '400 InvalidState');
    assert.equal(await client.refused('GET', `${VDC}/vm/copy`), '404 ObjectNotFound');
    advance(100);
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/power-on`);
    await client.get(`${VDC}/vm/copy`);
  });
});

test('a name and its quota are taken while the machine is on its way', async () => {
  const { now, advance } = manualClock();
  await withMock(
    { clock: now, behaviour: { taskTime: 100, vmQuota: 7, cloningLocksSource: false } },
    async (client) => {
      const { off } = await fleet(client);
      const clone = (name: string): Promise<string> =>
        client.refused('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body: named(name) });
      await client.accepted('POST', `${VDC}/vm/${off}/mgmt/clone-to-vm`, { body: named('copy') });
      assert.equal(await clone('copy'), '409 ObjectDuplicated');
      assert.match(await clone('copy2'), /^202/);
      assert.equal(await clone('copy3'), '409 DeployVMAmountQuotaReached');
      advance(100);
      assert.equal(namesIn(await client.get(`${VDC}/vm`)).length, 7);
    },
  );
});

test('a queued call waits for its turn where the state to come allows it', async () => {
  const { now, advance } = manualClock();
  await withMock({ clock: now, behaviour: { taskTime: 100, busy: 'queued' } }, async (client) => {
    const { off } = await fleet(client);
    const state = async () => textOf(await client.get(`${VDC}/vm/${off}`), 'status');
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/power-on`);
    assert.equal(await client.refused('POST', `${VDC}/vm/${off}/mgmt/power-on`), '400 InvalidState');
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/suspend`);
    const seen = [await state()];
    advance(100);
    seen.push(await state());
    advance(100);
    seen.push(await state());
    assert.deepEqual(seen, ['powered-off', 'powered-on', 'suspended']);
  });
});

test('tasks belong to one organisation and are told apart by id', () =>
  withMock({}, async (client) => {
    const { off } = await fleet(client);
    const first = await client.accepted('POST', `${VDC}/vm/${off}/mgmt/power-on`);
    await client.accepted('POST', `${VDC}/vm/${off}/mgmt/power-off`);
    const ids = namesIn(await client.get('/org/caas/task'));
    assert.equal(new Set(ids).size, 2);
    assert.equal(/name="([^"]+)"/.exec(first)?.[1], ids[0]);
    assert.deepEqual(namesIn(await client.get('/org/other/task', { user: 'foreign' })), []);
    assert.equal(await client.refused('GET', `/org/other/task/${ids[0]}`, { user: 'foreign' }), '404 ObjectNotFound');
    assert.equal(await client.refused('GET', '/org/caas/task/none'), '404 ObjectNotFound');
  }));
