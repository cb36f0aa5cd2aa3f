import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import { bodyText, header } from '../../suite/evidence/body.ts';
import { ADMIN, answer, httpServer, rawServer, readBody, session } from './servers.ts';

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

describe('a request', () => {
  it('carries the defaults, the credentials and the path as given', async (t) => {
    const seen: unknown[] = [];
    const url = await httpServer(t, (request, response) => {
      seen.push([request.method, request.url, request.headers]);
      answer(response, 200);
    });
    const { send } = session(t, `${url}/prefix/`);
    const exchange = await send({ path: '/1.0.0.0/org/../a%2Fb//c?x=1', parameters: { 'org-name': 'a' }, attempt: 2 });
    assert.deepEqual(seen, [
      [
        'GET',
        '/prefix/1.0.0.0/org/../a%2Fb//c?x=1',
        {
          host: new URL(url).host,
          connection: 'keep-alive',
          accept: 'application/xml, text/xml;q=0.9, */*;q=0.1',
          'user-agent': 'atmos-conformance',
          authorization: basic(ADMIN.username, ADMIN.password),
        },
      ],
    ]);
    assert.equal(exchange.request.url, `${url}/prefix/1.0.0.0/org/../a%2Fb//c?x=1`);
    assert.deepEqual(exchange.request.headers, [
      ['Host', new URL(url).host],
      ['Accept', 'application/xml, text/xml;q=0.9, */*;q=0.1'],
      ['User-Agent', 'atmos-conformance'],
      ['Authorization', 'Basic alice:$ATMOS_ADMIN_PASSWORD'],
    ]);
    assert.deepEqual(exchange.request.placeholders, ['ATMOS_ADMIN_PASSWORD']);
    assert.equal(exchange.request.body, null);
    assert.equal(exchange.attempt, 2);
    assert.deepEqual(exchange.parameters, { 'org-name': 'a' });
    assert.equal(exchange.failure, null);
  });

  it('encodes only what no request line may hold', async (t) => {
    const seen: (string | undefined)[] = [];
    const url = await httpServer(t, (request, response) => {
      seen.push(request.url);
      answer(response, 200);
    });
    const { send } = session(t, url);
    const exchange = await send({ path: '/Network Adapter 1/é/\u{1F600}/%41\n' });
    assert.deepEqual(seen, ['/Network%20Adapter%201/%C3%A9/%F0%9F%98%80/%41%0A']);
    assert.equal(exchange.request.url, `${url}${seen[0]}`);
  });

  it('sends bodies as XML unless told otherwise, and announces that there is none', async (t) => {
    const seen: unknown[] = [];
    const url = await httpServer(t, async (request, response) => {
      const body = await readBody(request);
      seen.push([request.method, request.headers['content-type'], request.headers['content-length'], body.toString()]);
      answer(response, 202, '');
    });
    const { send } = session(t, url);
    const withBody = await send({ method: 'POST', body: '<a>é</a>' });
    await send({ method: 'PUT', body: Buffer.from('x'), headers: [['content-type', 'text/plain']] });
    const without = await send({ method: 'POST' });
    await send({ method: 'DELETE' });
    assert.deepEqual(seen, [
      ['POST', 'application/xml', '9', '<a>é</a>'],
      ['PUT', 'text/plain', '1', 'x'],
      ['POST', undefined, '0', ''],
      ['DELETE', undefined, undefined, ''],
    ]);
    assert.deepEqual(withBody.request.body, {
      size: 9,
      sha256: createHash('sha256').update('<a>é</a>').digest('hex'),
      base64: Buffer.from('<a>é</a>').toString('base64'),
      truncated: false,
    });
    assert.deepEqual(without.request.headers.at(-1), ['Content-Length', '0']);
  });

  it('is numbered in sending order and never overlaps beyond the limit', { timeout: 60_000 }, async (t) => {
    const open: ServerResponse[] = [];
    let most = 0;
    const order: (string | undefined)[] = [];
    const url = await httpServer(t, (request, response) => {
      order.push(request.url);
      open.push(response);
      most = Math.max(most, open.length);
      // Answered once there are as many as there may be, and a moment in which one more would have come.
      if (open.length !== 3) return;
      setTimeout(() => {
        for (const one of open.splice(0)) answer(one, 200);
      }, 30);
    });
    const { send, exchanges } = session(t, url, { limits: { parallel: 3 } });
    const sent = await Promise.all(Array.from({ length: 9 }, (_, i) => send({ path: `/${i}` })));
    assert.equal(most, 3);
    assert.deepEqual(
      sent.map(({ seq }) => seq),
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    );
    assert.deepEqual(new Set(exchanges), new Set(sent));
    assert.deepEqual(
      [...order].sort(),
      Array.from({ length: 9 }, (_, i) => `/${i}`),
    );
  });

  it('keeps to the rate of the target', async (t) => {
    const url = await httpServer(t, (_request, response) => answer(response, 200));
    const { send } = session(t, url, { limits: { requestsPerSecond: 50 } });
    const begun = performance.now();
    await Promise.all(Array.from({ length: 5 }, () => send()));
    // Four gaps of 20 ms, and no machine is so slow that it would be sooner; timers may be early by a moment.
    const elapsed = performance.now() - begun;
    assert.ok(elapsed >= 75, `${elapsed} ms`);
  });

  it('is dated by the given clock', async (t) => {
    const url = await httpServer(t, (_request, response) => answer(response, 200));
    const { send } = session(t, url, {}, { now: () => new Date('2030-01-02T03:04:05.678Z') });
    const exchange = await send();
    assert.equal(exchange.startedAt, '2030-01-02T03:04:05.678Z');
    assert.ok(exchange.elapsedMs > 0 && exchange.elapsedMs < 30_000);
  });
});

describe('an answer', () => {
  it('may come after any number of interim ones, in however many pieces', async (t) => {
    const going = 'HTTP/1.1 100 Continue\r\nDate: today\r\n\r\n';
    const hints = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
    const last = 'HTTP/1.1 202 Accepted\r\nContent-Length: 25\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n';
    const pieces = [[going + last], [going, last], [`${going}${going}${last}`], [going + hints, going + last]];
    pieces.push([going.slice(0, 30), going.slice(30) + last.slice(0, 5), last.slice(5)]);
    const url = await rawServer(t, (socket, text) => {
      const [now, ...later] = pieces[Number(/\/(\d) /.exec(text)?.[1])] ?? [];
      socket.write(now ?? '');
      later.forEach((piece, index) => void setTimeout(() => socket.write(piece), 20 * (index + 1)));
    });
    const { send } = session(t, url);
    for (const index of pieces.keys()) {
      for (const method of ['GET', 'POST']) {
        const { response, failure } = await send({ method, path: `/${index}`, body: method === 'GET' ? null : '<a/>' });
        assert.equal(failure, null);
        assert.equal(response?.status, 202);
        assert.equal(bodyText(response.body), 'HTTP/1.1 100 Continue\r\n\r\n');
      }
    }
  });

  it('is recorded with every header as received', async (t) => {
    const url = await rawServer(t, (socket) => {
      const many = Array.from({ length: 100 }, (_, i) => `x-Many-${i}: ${i}\r\n`).join('');
      socket.write(
        `HTTP/1.1 202 Taken In\r\nlOCATION: task/1\r\nVia: a\r\nvia: b\r\n${many}Content-Length: 2\r\n\r\nok`,
      );
    });
    const { send } = session(t, url);
    const { response } = await send({ method: 'POST' });
    assert.equal(response?.status, 202);
    assert.equal(response?.reason, 'Taken In');
    assert.deepEqual(response?.headers.slice(0, 3), [
      ['lOCATION', 'task/1'],
      ['Via', 'a'],
      ['via', 'b'],
    ]);
    assert.equal(response?.headers.length, 104);
    assert.equal(response && header(response, 'location'), 'task/1');
    assert.equal(response && bodyText(response.body), 'ok');
  });

  it('is not followed, and sets no cookie', async (t) => {
    const seen: unknown[] = [];
    const url = await httpServer(t, (request, response) => {
      seen.push([request.url, request.headers.cookie]);
      answer(response, 302, '', { Location: '/elsewhere', 'Set-Cookie': 'sid=abc' });
    });
    const { send } = session(t, url);
    const first = await send({ path: '/a' });
    await send({ path: '/b' });
    assert.deepEqual(seen, [
      ['/a', undefined],
      ['/b', undefined],
    ]);
    assert.equal(first.response?.status, 302);
    assert.equal(first.response && header(first.response, 'set-cookie'), '$REDACTED');
  });

  it('is cut in the record, with size and hash of the whole', async (t) => {
    const whole = Buffer.alloc(300_000, 'abcdefg');
    const url = await httpServer(t, (_request, response) => response.end(whole));
    const { send } = session(t, url, {}, { keptOctets: 1000 });
    const { response } = await send();
    assert.deepEqual(response?.body, {
      size: 300_000,
      sha256: createHash('sha256').update(whole).digest('hex'),
      base64: whole.subarray(0, 1000).toString('base64'),
      truncated: true,
    });
  });

  it('is not read for ever', async (t) => {
    const url = await httpServer(t, (_request, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
      };
      response.on('drain', pour);
      pour();
    });
    const { send } = session(t, url, {}, { readOctets: 1_000_000 });
    const { response, failure } = await send();
    assert.equal(failure, null);
    assert.equal(response?.body.truncated, true);
    assert.ok(response !== null && response.body.size > 1_000_000 && response.body.size < 3_000_000);
    assert.equal((await send()).failure, null);
  });

  it('may come in chunks, without a length, or the way of HTTP/1.0', async (t) => {
    const forms: Record<string, string> = {
      '/chunked':
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<a/\r\n1;x=y\r\n>\r\n0\r\nTrailer: x\r\n\r\n',
      '/until-close': 'HTTP/1.1 200 OK\r\n\r\n<a/>',
      '/old': 'HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n<a/>',
      '/announced-close': 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\n<a/>',
      '/hinted': 'HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200\r\nContent-Length: 4\r\n\r\n<a/>',
    };
    const url = await rawServer(t, (socket, text) => {
      const path = text.split(' ')[1] ?? '';
      socket.write(forms[path] ?? '');
      if (path !== '/chunked' && path !== '/hinted') socket.end();
    });
    const { send } = session(t, url);
    for (const path of [...Object.keys(forms), ...Object.keys(forms)]) {
      const { response, failure } = await send({ path });
      assert.deepEqual([path, failure, response && bodyText(response.body)], [path, null, '<a/>']);
    }
  });
});
