import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import type { Exchange, PrincipalId } from '../../suite/evidence/types.ts';
import type { TargetInput } from '../../suite/target/default-target.ts';
import { isSameCaller } from '../../suite/target/principals.ts';
import { ADMIN, answer, httpServer, session } from './servers.ts';

/** What the server gets and what the record shows, of the headers that are not the same for everybody. */
async function proofs(
  t: TestContext,
  target: Partial<TargetInput>,
  principals: readonly PrincipalId[],
): Promise<readonly { sent: Record<string, unknown>; shown: Record<string, string>; placeholders: unknown }[]> {
  let last: Record<string, unknown> = {};
  const url = await httpServer(t, (request, response) => {
    const { host: _h, connection: _c, accept: _a, 'user-agent': _u, ...headers } = request.headers;
    last = headers;
    answer(response, 200);
  });
  const { send } = session(t, url, target);
  const found = [];
  for (const principal of principals) {
    const exchange: Exchange = await send({ principal });
    const shown = exchange.request.headers.filter(([name]) => !['Host', 'Accept', 'User-Agent'].includes(name));
    found.push({ sent: last, shown: Object.fromEntries(shown), placeholders: exchange.request.placeholders });
  }
  return found;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const WRONG = base64('this is not the right secret');

describe('principals', () => {
  it('by Basic credentials', async (t) => {
    const principals = { admin: ADMIN, foreignAdmin: { username: 'bob', password: 'swordfish!' } };
    const found = await proofs(t, { principals }, [
      'admin',
      'foreignAdmin',
      'anonymous',
      'wrongPassword',
      'unknownUser',
    ]);
    assert.deepEqual(found, [
      {
        sent: { authorization: `Basic ${base64('alice:correct horse battery')}` },
        shown: { Authorization: 'Basic alice:$ATMOS_ADMIN_PASSWORD' },
        placeholders: ['ATMOS_ADMIN_PASSWORD'],
      },
      {
        sent: { authorization: `Basic ${base64('bob:swordfish!')}` },
        shown: { Authorization: 'Basic bob:$ATMOS_FOREIGN_ADMIN_PASSWORD' },
        placeholders: ['ATMOS_FOREIGN_ADMIN_PASSWORD'],
      },
      { sent: {}, shown: {}, placeholders: undefined },
      {
        sent: { authorization: `Basic ${base64(`alice:${WRONG}`)}` },
        shown: { Authorization: `Basic alice:${WRONG}` },
        placeholders: undefined,
      },
      {
        sent: { authorization: `Basic ${base64(`atmos-conformance-nobody:${WRONG}`)}` },
        shown: { Authorization: `Basic atmos-conformance-nobody:${WRONG}` },
        placeholders: undefined,
      },
    ]);
  });

  it('by a bearer token, under the name that the target file has for it', async (t) => {
    const target: Partial<TargetInput> = {
      scheme: 'bearer',
      principals: { admin: { token: 'abc.def.ghi' } },
      secrets: [{ name: 'MY_TOKEN', value: 'abc.def.ghi' }],
    };
    const found = await proofs(t, target, ['admin', 'wrongPassword', 'unknownUser']);
    assert.deepEqual(found, [
      {
        sent: { authorization: 'Bearer abc.def.ghi' },
        shown: { Authorization: 'Bearer $MY_TOKEN' },
        placeholders: ['MY_TOKEN'],
      },
      {
        sent: { authorization: `Bearer ${WRONG}` },
        shown: { Authorization: `Bearer ${WRONG}` },
        placeholders: undefined,
      },
      {
        sent: { authorization: `Bearer ${WRONG}.atmos-conformance-nobody` },
        shown: { Authorization: `Bearer ${WRONG}.atmos-conformance-nobody` },
        placeholders: undefined,
      },
    ]);
  });

  it('by headers of their own', async (t) => {
    const target: Partial<TargetInput> = {
      scheme: 'headers',
      principals: { admin: { headers: { 'X-User': 'alice', 'X-Auth': 'Token abc' } } },
      secrets: [{ name: 'T', value: 'abc' }],
    };
    const found = await proofs(t, target, ['admin', 'wrongPassword', 'unknownUser']);
    assert.deepEqual(
      found.map(({ sent }) => sent),
      [
        { 'x-user': 'alice', 'x-auth': 'Token abc' },
        { 'x-user': 'alice', 'x-auth': `Token ${WRONG}` },
        { 'x-user': 'atmos-conformance-nobody', 'x-auth': `Token ${WRONG}.atmos-conformance-nobody` },
      ],
    );
    assert.deepEqual(found[0]?.shown, { 'X-User': 'alice', 'X-Auth': 'Token $T' });
    assert.deepEqual(found[0]?.placeholders, ['T']);
  });

  it('by a signer of somebody else', async (t) => {
    const directory = mkdtempSync(join(tmpdir(), 'signer-'));
    t.after(() => rmSync(directory, { recursive: true, force: true }));
    const signerModule = join(directory, 'sign.mjs');
    writeFileSync(
      signerModule,
      `export const sign = async ({ method, url, headers, body }, { username, token }) =>
        ({ 'X-Signature': [method, url.pathname, headers.length, body === null, username, token].join(' ') });`,
    );
    const target: Partial<TargetInput> = {
      scheme: 'signer',
      signerModule,
      principals: { admin: { username: 'alice', token: 'k3y' } },
    };
    const found = await proofs(t, target, ['admin', 'wrongPassword']);
    assert.deepEqual(found, [
      {
        sent: { 'x-signature': 'GET /1.0.0.0/org 2 true alice k3y' },
        shown: { 'X-Signature': '$ATMOS_ADMIN_X_SIGNATURE' },
        placeholders: ['ATMOS_ADMIN_X_SIGNATURE'],
      },
      {
        sent: { 'x-signature': `GET /1.0.0.0/org 2 true alice ${WRONG}` },
        shown: { 'X-Signature': '$ATMOS_WRONG_PASSWORD_X_SIGNATURE' },
        placeholders: ['ATMOS_WRONG_PASSWORD_X_SIGNATURE'],
      },
    ]);
    writeFileSync(join(directory, 'empty.mjs'), '');
    writeFileSync(join(directory, 'broken.mjs'), 'throw new Error("one\\ntwo")');
    const url = await httpServer(t, (_request, response) => answer(response, 200));
    for (const [name, message] of [
      ['empty.mjs', /^authentication\.signer: \S+empty\.mjs does not export a function named sign$/],
      ['broken.mjs', /^authentication\.signer: \S+broken\.mjs cannot be loaded: one$/],
    ] as const) {
      const { send } = session(t, url, { ...target, signerModule: join(directory, name) });
      await assert.rejects(send(), { name: 'TargetError', message });
    }
  });

  it('give way to what a scenario sets by hand', async (t) => {
    const seen: unknown[] = [];
    const url = await httpServer(t, (request, response) => {
      seen.push(request.headers.authorization);
      answer(response, 200);
    });
    const { send } = session(t, url);
    const exchange = await send({ headers: [['authorization', 'Basic !!!']] });
    assert.deepEqual(seen, ['Basic !!!']);
    assert.deepEqual(
      exchange.request.headers.filter(([name]) => /authorization/i.test(name)),
      [['authorization', 'Basic !!!']],
    );
  });

  it('that the target does not give are not asked for', async (t) => {
    const { send, exchanges } = session(t, 'http://127.0.0.1:9');
    await assert.rejects(send({ principal: 'nonAdmin' }), /the target gives no credentials for nonAdmin/);
    assert.deepEqual(exchanges, []);
  });
});

describe('an administrator who is account manager as well', () => {
  it('is known by the user name, or else by token and headers', () => {
    const headers = { 'x-user': 'a', 'x-key': 'b' };
    assert.ok(isSameCaller({ username: 'a', password: 'b' }, { username: 'a', password: 'c' }));
    assert.ok(isSameCaller({ token: 't' }, { token: 't' }));
    assert.ok(isSameCaller({ headers }, { headers: { 'x-key': 'b', 'x-user': 'a' } }));
    assert.ok(!isSameCaller({ username: 'a' }, { username: 'b' }));
    assert.ok(!isSameCaller({ token: 't' }, { token: 'u' }));
    assert.ok(!isSameCaller({ headers }, { headers: { ...headers, 'x-user': 'c' } }));
    assert.ok(!isSameCaller({ token: 't' }, undefined));
  });
});
