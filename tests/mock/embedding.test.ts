import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setupServer } from 'msw/node';
import { readDuration } from '../../mock/command.ts';
import { genesis } from '../../mock/seed.ts';
import { createMock } from '../../mock/start.ts';
import { basic, withMock } from './client.ts';

test('the handlers serve within a process, through setupServer', async () => {
  const mock = createMock({ seed: 7 });
  const server = setupServer(...mock.handlers.all);
  server.listen({ onUnhandledRequest: 'error' });
  try {
    const headers = { authorization: basic('admin') };
    const list = await fetch('https://compute.example/1.0.0.0/org', { headers });
    assert.equal(list.headers.get('content-type'), 'application/xml');
    assert.match(await list.text(), /href="1\.0\.0\.0\/org\/caas"/);
    const body = new FormData();
    body.append('mine', 'mine');
    body.append('File', new Blob(['octets']), 'mine');
    const store = 'https://compute.example/1.0.0.0/org/caas/imagestore';
    assert.equal((await fetch(store, { method: 'POST', headers, body })).status, 200);
    assert.match(await (await fetch(store, { headers })).text(), /imagestore\/mine"/);
    assert.equal((await fetch(store, { method: 'PATCH', headers })).status, 405);
    assert.equal((await fetch('https://compute.example/other', { headers })).status, 404);
  } finally {
    server.close();
  }
});

test('the same seed makes the same world, another seed another', () => {
  const told = (seed: number, quota = 4): string =>
    JSON.stringify(genesis(seed, quota), (_, value: unknown) => (value instanceof Map ? [...value] : value));
  assert.equal(told(1), told(1));
  assert.notEqual(told(1), told(2));
  assert.equal(
    [...genesis(1, 1).organizations.values()].every(({ images }) => images.size === 1),
    true,
  );
});

test('names of seeded machines are unique in their organisation, for many seeds', () => {
  for (let seed = 0; seed < 50; seed += 1) {
    for (const { vdcs } of genesis(seed, 4).organizations.values()) {
      const names = [...vdcs.values()].flatMap(({ machines }) => [...machines.keys()]);
      assert.equal(new Set(names).size, names.length);
      const networks = [...vdcs.values()].map((vdc) => vdc.networks.size);
      assert.deepEqual(new Set(networks), new Set([3]));
    }
  }
});

test('each mock has a world and a port of its own', () =>
  withMock({}, (one) =>
    withMock({}, async (other) => {
      assert.notEqual(one.mock.port, other.mock.port);
      await one.ask('DELETE', '/org/caas/imagestore/base-image');
      assert.doesNotMatch(await one.get('/org/caas/imagestore'), /base-image/);
      assert.match(await other.get('/org/caas/imagestore'), /base-image/);
    }),
  ));

test('durations', () => {
  const read = ['250', '250ms', '2s', '1.5m'].map((text) => readDuration('task-time', text));
  assert.deepEqual(read, [250, 250, 2000, 90_000]);
});
