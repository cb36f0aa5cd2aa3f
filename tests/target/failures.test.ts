import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, it } from 'node:test';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { bodyText } from '../../suite/evidence/body.ts';
import { httpServer, rawServer, session } from './servers.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<ok/>';

describe('what goes wrong on the way', () => {
  it('names a host that refuses', async (t) => {
    const unused = createServer();
    await new Promise<void>((resolve) => unused.listen(0, '127.0.0.1', resolve));
    const { port } = unused.address() as AddressInfo;
    await new Promise((resolve) => unused.close(resolve));
    const { response, failure } = await session(t, `http://127.0.0.1:${port}`).send();
    assert.equal(response, null);
    assert.equal(failure?.kind, 'refused');
  });

  it('names a host that has no address', async (t) => {
    const { failure } = await session(t, 'http://no-such-host.invalid').send();
    assert.equal(failure?.kind, 'dns');
  });

  it('names a server that does not speak TLS', async (t) => {
    const url = await httpServer(t, (_request, response) => response.end());
    const { failure } = await session(t, url.replace('http:', 'https:')).send();
    assert.equal(failure?.kind, 'tls');
  });

  it('names silence, in the head as in the body', async (t) => {
    const url = await rawServer(t, (socket, text) => {
      if (text.includes('/half')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf');
    });
    const { send } = session(t, url, { requestTimeoutMs: 60 });
    assert.equal((await send()).failure?.kind, 'timeout');
    const half = await send({ path: '/half' });
    assert.equal(half.failure?.kind, 'timeout');
    assert.equal(half.response, null);
    assert.ok(half.elapsedMs >= 55);
    assert.equal((await send({ timeoutMs: 20 })).failure?.kind, 'timeout');
  });

  it('names what is not HTTP, and an answer that breaks off', async (t) => {
    const url = await rawServer(t, (socket, text) => {
      if (text.includes('/greeting')) socket.end('220 smtp ready\r\n');
      else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort');
    });
    const { send } = session(t, url);
    assert.equal((await send({ path: '/greeting' })).failure?.kind, 'protocol');
    const broken = await send({ path: '/short' });
    assert.equal(broken.failure?.kind, 'protocol');
    assert.match(broken.failure?.message ?? '', /^the answer broke off/);
  });

  it('names a request that cannot be sent', async (t) => {
    const url = await rawServer(t, (socket) => socket.write(OK));
    const { send } = session(t, url);
    assert.equal((await send({ headers: [['Bad\nName', 'x']] })).failure?.kind, 'other');
    assert.equal((await send()).failure, null);
  });
});

describe('the end of a kept-alive connection', () => {
  /** Answers the first request of each connection and resets on the second. */
  const oneAnswerEach = (seen: string[]) => {
    const served = new Set<number>();
    return (
      socket: { write(text: string): unknown; resetAndDestroy(): unknown },
      text: string,
      connection: number,
    ): void => {
      seen.push(`${connection} ${text.split(' ')[0]}`);
      if (served.has(connection)) socket.resetAndDestroy();
      else socket.write(OK);
      served.add(connection);
    };
  };

  it('is no failure of a request that may be repeated', async (t) => {
    const seen: string[] = [];
    const { send, exchanges } = session(t, await rawServer(t, oneAnswerEach(seen)));
    assert.equal((await send()).failure, null);
    assert.equal((await send()).failure, null);
    assert.deepEqual(seen, ['1 GET', '1 GET', '2 GET']);
    assert.deepEqual(
      exchanges.map(({ seq, attempt }) => [seq, attempt]),
      [
        [1, 1],
        [2, 1],
      ],
    );
  });

  it('never meets a request that must not be repeated', async (t) => {
    const seen: string[] = [];
    const { send } = session(t, await rawServer(t, oneAnswerEach(seen)));
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) assert.equal((await send({ method })).failure, null);
    assert.deepEqual(seen, ['1 GET', '2 POST', '3 PUT', '4 DELETE']);
  });

  it('is a failure on a fresh connection, also when a request was repeated', async (t) => {
    let requests = 0;
    const url = await rawServer(t, (socket) => {
      requests += 1;
      if (requests === 1) socket.write(OK);
      else socket.resetAndDestroy();
    });
    const { send } = session(t, url);
    await send();
    assert.equal((await send()).failure?.kind, 'reset');
    assert.equal(requests, 3);
    assert.equal((await send()).failure?.kind, 'reset');
    assert.equal((await send({ method: 'POST' })).failure?.kind, 'reset');
    assert.equal(requests, 5);
  });
});

describe('content coding', () => {
  const text = '<a>some text that is long enough to be worth it, it is, it is</a>';
  const forms: Record<string, { readonly coding: string; readonly body: Buffer }> = {
    '/gzip': { coding: 'gzip', body: gzipSync(text) },
    '/x-gzip': { coding: 'X-GZIP', body: gzipSync(text) },
    '/deflate': { coding: 'deflate', body: deflateSync(text) },
    '/bare-deflate': { coding: 'deflate', body: deflateRawSync(text) },
    '/br': { coding: 'br', body: brotliCompressSync(text) },
    '/twice': { coding: 'deflate, gzip', body: gzipSync(deflateSync(text)) },
    '/identity': { coding: 'identity', body: Buffer.from(text) },
    '/unknown': { coding: 'utf-8', body: Buffer.from(text) },
  };

  it('is undone', async (t) => {
    const url = await httpServer(t, (request, response) => {
      const form = forms[request.url ?? ''];
      response.setHeader('Content-Encoding', form?.coding ?? '');
      response.end(form?.body);
    });
    const { send } = session(t, url);
    for (const path of Object.keys(forms)) {
      const { response, failure } = await send({ path });
      assert.deepEqual([path, failure, response && bodyText(response.body)], [path, null, text]);
      assert.equal(response?.body.size, text.length);
    }
  });

  it('of an empty body is no matter', async (t) => {
    const url = await httpServer(t, (_request, response) => {
      response.writeHead(202, { 'Content-Encoding': 'gzip' });
      response.end();
    });
    const { response, failure } = await session(t, url).send({ method: 'POST' });
    assert.equal(failure, null);
    assert.equal(response?.body.size, 0);
  });

  it('that is broken or cut short is a failure', async (t) => {
    const broken: Record<string, readonly [string, Buffer]> = {
      '/gzip': ['gzip', Buffer.from(text)],
      '/cut': ['gzip', gzipSync(text).subarray(0, 30)],
      '/deflate': ['deflate', Buffer.from([0x78, 0x9c, 1, 2, 3, 4])],
      '/br': ['br', Buffer.from([0xff, 0xff, 0xff, 0xff])],
    };
    const url = await httpServer(t, (request, response) => {
      const [coding, body] = broken[request.url ?? ''] ?? ['', Buffer.alloc(0)];
      response.setHeader('Content-Encoding', coding);
      response.end(body);
    });
    const { send } = session(t, url);
    for (const path of Object.keys(broken)) {
      assert.deepEqual([path, (await send({ path })).failure?.kind], [path, 'content-encoding']);
    }
  });

  it('cannot be used to fill the memory', async (t) => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));
    const url = await httpServer(t, (_request, response) => {
      response.setHeader('Content-Encoding', 'gzip');
      response.end(bomb);
    });
    const { response } = await session(t, url, {}, { readOctets: 100_000 }).send();
    assert.equal(response?.body.truncated, true);
    assert.ok(response !== null && response.body.size < 1_000_000);
  });
});
