import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { test } from 'node:test';
import { basic } from './client.ts';

const SIZE = 100 * 1024 * 1024;
/** The mock may use so much more memory while it takes an image of 100 MB: far less than the image. */
const ALLOWED_GROWTH = 20 * 1024 * 1024;

interface Report {
  readonly port?: number;
  readonly memory?: number;
}

/** Sends a form with one file of SIZE octets, piece by piece; gives the status of the answer. */
async function upload(port: number): Promise<number | undefined> {
  const head =
    '--b\r\nContent-Disposition: form-data; name="big"\r\n\r\nbig\r\n--b\r\nContent-Disposition: form-data; name="File"; filename="big"\r\n\r\n';
  const call = request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/1.0.0.0/org/caas/imagestore',
    headers: { authorization: basic('admin'), 'content-type': 'multipart/form-data; boundary=b' },
  });
  const answered = once(call, 'response');
  call.write(head);
  const piece = Buffer.alloc(64 * 1024, 7);
  for (let sent = 0; sent < SIZE; sent += piece.length) if (!call.write(piece)) await once(call, 'drain');
  call.end('\r\n--b--\r\n');
  const [response] = await answered;
  response.resume();
  await once(response, 'end');
  return response.statusCode;
}

test('an upload of 100 MB is not held in memory', async () => {
  const child = fork(new URL('./upload-target.ts', import.meta.url), { execArgv: ['--import', 'tsx', '--expose-gc'] });
  try {
    const ask = async (): Promise<Report> => {
      const [report] = await once(child, 'message');
      return report as Report;
    };
    const { port = 0, memory: before = 0 } = await ask();
    assert.equal(await upload(port), 200);
    child.send('report');
    const { memory: most = 0 } = await ask();
    assert.ok(before > 0 && most >= before);
    assert.ok(most - before < ALLOWED_GROWTH, `grew by ${Math.round((most - before) / 1024 / 1024)} MB`);
  } finally {
    child.kill();
  }
});
