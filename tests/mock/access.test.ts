import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadRoutes } from '../../mock/catalogue/routes.ts';
import { IMPLEMENTATIONS } from '../../mock/http/operations/implementations.ts';
import { basic, fleet, namesIn, withMock } from './client.ts';

const NFS_OPERATIONS = new Set(['deploy-nfs-server', 'enable-nfs-access', 'resync-nfs-access']);

test('every operation of the catalogue has an implementation', () => {
  const aliases = ['get-image', 'get-template', 'list-vdc-images'];
  assert.deepEqual([...IMPLEMENTATIONS.keys()].toSorted(), [...loadRoutes().keys(), ...aliases].toSorted());
});

test('every operation refuses strangers, and leaves everything as it was', () =>
  withMock({}, async (client) => {
    const { off } = await fleet(client);
    const names: Record<string, string> = {
      'version-number': '1.0.0.0',
      'org-name': 'caas',
      'vdc-name': 'caasvdc',
      'vm-name': off,
      'image-name': 'base-image',
      'virtualnic-name': 'Network%20Adapter%201',
      'network-name': 'none',
      'task-id': 'none',
    };
    const before = JSON.stringify([...client.mock.service.world.organizations.values()]);
    for (const { id, method, path } of loadRoutes().values()) {
      const fill = (values: Record<string, string>): string =>
        `/${path.replace(/\{([^}]+)\}/g, (_, name: string) => values[name] ?? '')}`;
      const here = fill(names);
      assert.equal(await client.refused(method, here, { user: null }), '401 AuthenticationError', id);
      const wrong = { user: null, headers: { authorization: basic('admin', 'wrong') } };
      assert.equal(await client.refused(method, here, wrong), '401 AuthenticationError', id);
      assert.equal(await client.refused(method, here, { user: 'nobody' }), '401 AuthenticationError', id);
      assert.equal(await client.refused(method, here, { user: 'user' }), '403 NoPermission', id);
      const old = fill({ ...names, 'version-number': '0.9.0.0' });
      assert.equal(await client.refused(method, old), '400 UnsupportedVersion', id);
      if (id === 'get-organization-list') continue;
      assert.equal(await client.refused(method, here, { user: 'foreign' }), '403 NoPermission', id);
      const nowhere = fill({ ...names, 'org-name': 'nobody' });
      const who = { user: NFS_OPERATIONS.has(id) ? 'manager' : 'admin' };
      assert.equal(await client.refused(method, nowhere, who), '404 ObjectNotFound', id);
      if (NFS_OPERATIONS.has(id)) assert.equal(await client.refused(method, here), '403 NoPermission', id);
    }
    assert.equal(JSON.stringify([...client.mock.service.world.organizations.values()]), before);
    assert.equal(client.mock.service.world.tasks.size, 0);
  }));

test('a challenge comes with 401, the defined methods with 405', () =>
  withMock({}, async (client) => {
    const stranger = await client.ask('GET', '/org', { user: null });
    assert.equal(stranger.headers.get('www-authenticate'), 'Basic realm="Compute Service"');
    const wrong = await client.ask('PATCH', '/org/caas/imagestore');
    assert.equal(wrong.status, 405);
    assert.deepEqual(wrong.headers.get('allow')?.split(', ').toSorted(), ['GET', 'POST']);
  }));

test('undefined methods and URIs', () =>
  withMock({}, async (client) => {
    for (const { id, path } of loadRoutes().values()) {
      const where = `/${path.replace('{version-number}', '1.0.0.0').replace(/\{[^}]+\}/g, 'x')}`;
      assert.equal(await client.refused('PATCH', where), '405 NotSupported', id);
    }
    for (const path of ['/', '/foo', '//1.0.0.0/org/caas/nothing', '//', '//1.0.0.0', '/org//vdc', '/org/%E0%A4%A']) {
      assert.equal(await client.refused('GET', path), '404 ObjectNotFound', path);
    }
    const head = await client.ask('HEAD', '/org');
    assert.deepEqual([head.status, head.text], [200, '']);
    const options = await client.ask('OPTIONS', '/org');
    assert.deepEqual([options.status, options.headers.get('allow')], [200, 'GET']);
  }));

test('each administrator sees one organisation', () =>
  withMock({}, async (client) => {
    assert.deepEqual(namesIn(await client.get('/org')), ['caas']);
    assert.deepEqual(namesIn(await client.get('/org', { user: 'foreign' })), ['other']);
    assert.deepEqual(namesIn(await client.get('/org/caas/vdc')), ['caasvdc', 'caasvdc2']);
    assert.deepEqual(namesIn(await client.get('/org/caas')), ['vdc', 'task']);
    assert.deepEqual(namesIn(await client.get('/org/caas/vdc/caasvdc')), ['vm', 'network', 'imagestore']);
  }));

test('bearer tokens where the dialect takes them', async () => {
  const headers = { authorization: 'Bearer admin-token' };
  await withMock({ dialect: { authentication: 'bearer' } }, async (client) => {
    await client.get('/org', { user: null, headers });
    assert.equal(await client.refused('GET', '/org'), '401 AuthenticationError');
  });
  await withMock({}, async (client) => {
    assert.equal(await client.refused('GET', '/org', { user: null, headers }), '401 AuthenticationError');
  });
});

test('a path before the version', () =>
  withMock({ basePath: '/api/v', dialect: { hrefs: 'rooted' } }, async (client) => {
    assert.match(await client.get('/org'), /href="\/api\/v\/1\.0\.0\.0\/org\/caas"/);
    const outside = await fetch(`http://127.0.0.1:${client.mock.port}/1.0.0.0/org`);
    assert.equal(outside.status, 404);
  }));
