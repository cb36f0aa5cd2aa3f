import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadStatuses } from '../../mock/catalogue/statuses.ts';
import { type Client, fleet, namesIn, VDC, withMock } from './client.ts';

async function hook(
  client: Client,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Record<string, unknown> }> {
  const init =
    body === undefined ? { method } : { method, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(`${client.mock.hookUrl}${path}`, init);
  const text = await response.text();
  return { status: response.status, json: text === '' ? {} : JSON.parse(text) };
}

test('each of the codes can be armed for the next call of an operation', () =>
  withMock({ hookPort: 0 }, async (client) => {
    const statuses = loadStatuses();
    assert.equal(statuses.size, 78);
    for (const [code, status] of statuses) {
      const { status: made } = await hook(client, 'POST', '/arm', { operation: 'get-organization-list', code });
      assert.equal(made, 201);
      await client.get('/org/caas');
      assert.equal(await client.refused('GET', '/org'), `${status} ${code}`);
      await client.get('/org');
    }
  }));

test('an armed call changes nothing', () =>
  withMock({ hookPort: 0 }, async (client) => {
    const { off } = await fleet(client);
    await hook(client, 'POST', '/arm', { operation: 'delete-vm', code: 'VMOperationFailed' });
    assert.equal(await client.refused('DELETE', `${VDC}/vm/${off}`), '400 VMOperationFailed');
    assert.deepEqual(namesIn(await client.get('/org/caas/task')), []);
    await client.get(`${VDC}/vm/${off}`);
  }));

test('arms are used up, chosen by parameters, listed and removed', () =>
  withMock({ hookPort: 0 }, async (client) => {
    await hook(client, 'POST', '/arm', { operation: '*', code: 'ServerBusy', times: 2 });
    assert.equal(await client.refused('GET', '/org'), '500 ServerBusy');
    assert.equal(await client.refused('GET', '/org/caas'), '500 ServerBusy');
    await client.get('/org');
    const parameters = { 'vdc-name': 'caasvdc2' };
    const { json } = await hook(client, 'POST', '/arm', {
      operation: 'get-vdc-information',
      code: 'FatalError',
      parameters,
    });
    await client.get(VDC);
    assert.equal(await client.refused('GET', `${VDC}2`), '500 FatalError');
    await hook(client, 'POST', '/arm', { operation: 'get-vdc-information', code: 'FatalError', parameters });
    assert.deepEqual((await hook(client, 'GET', '/arm')).json, {
      arms: [{ id: Number(json.id) + 1, operation: 'get-vdc-information', code: 'FatalError', times: 1, parameters }],
    });
    assert.equal((await hook(client, 'DELETE', `/arm/${Number(json.id) + 1}`)).status, 204);
    assert.equal((await hook(client, 'DELETE', `/arm/${Number(json.id) + 1}`)).status, 404);
    await hook(client, 'POST', '/arm', { operation: '*', code: 'FatalError' });
    assert.equal((await hook(client, 'DELETE', '/arm')).status, 204);
    await client.get('/org');
  }));

test('what cannot be armed is refused with a reason', () =>
  withMock({ hookPort: 0 }, async (client) => {
    const good = { operation: 'get-task', code: 'FatalError' };
    const bad: readonly (readonly [unknown, string])[] = [
      ['no json', 'the body must be a JSON object'],
      [[], 'the body must be a JSON object'],
      [{ ...good, operation: 'get' }, 'operation must be the id of an operation, or *'],
      [{ ...good, code: 'Fatal' }, 'code must be an error code of the guide'],
      [{ ...good, times: 0 }, 'times must be a whole number of at least 1'],
      [{ ...good, parameters: { 'task-id': 1 } }, 'parameters.task-id must be a string'],
      [{ ...good, time: 1 }, 'time is unknown'],
    ];
    for (const [body, error] of bad) {
      assert.deepEqual(await hook(client, 'POST', '/arm', body), { status: 400, json: { error } });
    }
    assert.equal((await hook(client, 'GET', '/reset')).status, 404);
    assert.deepEqual((await hook(client, 'GET', '/arm')).json, { arms: [] });
  }));

test('a reset brings everything back, but never a task id', () =>
  withMock({ hookPort: 0 }, async (client) => {
    const { off } = await fleet(client);
    const before = (await hook(client, 'GET', '/state')).json;
    const first = await client.ask('DELETE', `${VDC}/vm/${off}`);
    await hook(client, 'POST', '/arm', { operation: '*', code: 'FatalError' });
    assert.notDeepEqual((await hook(client, 'GET', '/state')).json, before);
    assert.equal((await hook(client, 'POST', '/reset')).status, 204);
    assert.deepEqual((await hook(client, 'GET', '/state')).json, before);
    const second = await client.ask('DELETE', `${VDC}/vm/${off}`);
    assert.notEqual(second.headers.get('location'), first.headers.get('location'));
  }));

test('the log tells every request, and how many were open at once', () =>
  withMock({ hookPort: 0 }, async (client) => {
    await client.refused('GET', '/org', { user: 'foreign' });
    await client.refused('GET', '/nothing');
    await Promise.all(Array.from({ length: 5 }, () => client.get('/org/caas')));
    const { entries, most, open } = (await hook(client, 'GET', '/log')).json as {
      entries: Record<string, unknown>[];
      most: number;
      open: number;
    };
    const told = entries.map(({ method, path, operation, user, status, code }) => [
      method,
      path,
      operation,
      user,
      status,
      code,
    ]);
    assert.deepEqual(told.slice(0, 3), [
      ['GET', '/1.0.0.0/org', 'get-organization-list', 'foreign', 200, null],
      ['GET', '/1.0.0.0/nothing', null, 'admin', 404, 'ObjectNotFound'],
      ['GET', '/1.0.0.0/org/caas', 'get-organization-information', 'admin', 200, null],
    ]);
    assert.equal(told.length, 7);
    assert.ok(entries.every(({ startedAt, endedAt }) => Number(endedAt) >= Number(startedAt)));
    assert.deepEqual([open, most >= 1 && most <= 5], [0, true]);
  }));

test('there is no hook unless it is asked for', () =>
  withMock({}, async (client) => {
    assert.equal(client.mock.hookUrl, undefined);
    assert.equal(await client.refused('POST', '//arm', { body: '{}' }), '404 ObjectNotFound');
  }));
