import assert from 'node:assert/strict';
import { createServer } from 'node:https';
import { describe, it } from 'node:test';
import { selfSigned } from './certificate.ts';
import { answer, listen, session } from './servers.ts';

describe('a target behind TLS', () => {
  it('is trusted by its authority alone, or when nobody asks', async (t) => {
    const own = selfSigned();
    const url = await listen(
      t,
      createServer(own, (_request, response) => answer(response, 200)),
      'https',
    );
    const system = await session(t, url).send();
    assert.deepEqual([system.response, system.failure?.kind], [null, 'tls']);
    const other = await session(t, url, { tls: { ca: selfSigned().cert } }).send();
    assert.deepEqual([other.response, other.failure?.kind], [null, 'tls']);

    for (const tls of [{ ca: own.cert }, { rejectUnauthorized: false }]) {
      const { send } = session(t, url, { tls });
      for (const method of ['GET', 'POST', 'GET']) {
        const { response, failure } = await send({ method });
        assert.deepEqual([response?.status, failure], [200, null]);
      }
    }
  });

  it('is the one that the certificate is for', async (t) => {
    const own = selfSigned();
    const url = await listen(
      t,
      createServer(own, (_request, response) => answer(response, 200)),
      'https',
    );
    const { failure } = await session(t, url.replace('127.0.0.1', 'localhost'), { tls: { ca: own.cert } }).send();
    assert.equal(failure?.kind, 'tls');
  });
});
