import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import type { IncomingHttpHeaders } from 'node:http';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import type { Exchange } from '../../suite/evidence/types.ts';
import { curlFor } from '../../suite/target/curl.ts';
import { ADMIN, answer, httpServer, readBody, session } from './servers.ts';

const run = promisify(execFile);
const SECRETS = { ATMOS_ADMIN_PASSWORD: ADMIN.password, ATMOS_ADMIN_TOKEN: `tok'en "$HOME" \`id\`` };

/** The arguments that curl gets from a shell that runs the line, and what is piped into it. */
async function shellWords(line: string): Promise<{ readonly words: readonly string[]; readonly input: string }> {
  const curl = `curl() { printf '%s\\0' "$@"; printf INPUT; case "$*" in *@-*) cat;; esac; }`;
  const { stdout } = await run('sh', ['-c', `${curl}\n${line}`], {
    env: { ...process.env, ...SECRETS },
    encoding: 'latin1',
  });
  const end = stdout.indexOf('\0INPUT');
  return { words: stdout.slice(0, end).split('\0'), input: stdout.slice(end + '\0INPUT'.length) };
}

const haveCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

interface Seen {
  readonly line: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe('a curl line', () => {
  it('is readable', async (t) => {
    const url = await httpServer(t, (_request, response) => answer(response, 200));
    const { send } = session(t, url);
    const accept = `-H 'Accept: application/xml, text/xml;q=0.9, */*;q=0.1' -H 'User-Agent: atmos-conformance'`;
    const head = 'curl -sS -i --globoff --path-as-is';
    const user = `-u alice:"$ATMOS_ADMIN_PASSWORD"`;
    assert.equal(curlFor(await send()), `${head} -X GET ${user} ${accept} ${url}/1.0.0.0/org`);
    assert.equal(
      curlFor(await send({ method: 'POST', path: `/it's [1]`, body: `<a b='c'/>` }), {
        cacert: 'my ca.pem',
        insecure: true,
      }),
      `${head} -X POST --cacert 'my ca.pem' --insecure ${user} ${accept} -H 'Content-Type: application/xml' --data-binary '<a b='\\''c'\\''/>' '${url}/it'\\''s%20[1]'`,
    );
    assert.equal(
      curlFor(await send({ method: 'HEAD', principal: 'anonymous' })),
      `${head} --head ${accept} ${url}/1.0.0.0/org`,
    );
    assert.equal(
      curlFor(await send({ method: 'PUT', principal: 'anonymous' })),
      `${head} -X PUT ${accept} -H 'Content-Length: 0' ${url}/1.0.0.0/org`,
    );
    const long = await send({ method: 'POST', principal: 'anonymous', body: Buffer.alloc(70_000) });
    assert.equal(
      curlFor(long),
      `${head} -X POST ${accept} -H 'Content-Type: application/xml' -H 'Expect:' --data-binary @body ${url}/1.0.0.0/org # body: 70000 octets, sha256 ${long.request.body?.sha256}`,
    );
  });

  it('lets a shell expand the secrets and nothing else', async (t) => {
    const url = await httpServer(t, (_request, response) => answer(response, 200));
    const { send } = session(t, url, {
      scheme: 'bearer',
      principals: { admin: { token: SECRETS.ATMOS_ADMIN_TOKEN } },
    });
    const hostile = '/$HOME/`id`/$(id)/"\'\\!*;&|<>~#/$ATMOS_ADMIN_TOKEN';
    const exchange = await send({
      method: 'POST',
      path: hostile,
      body: `$HOME '"\\\n$ATMOS_ADMIN_TOKEN`,
      headers: [
        ['X-Odd', '$HOME'],
        ['X-Empty', ''],
      ],
    });
    assert.ok(!JSON.stringify(exchange).includes('tok'), 'the token is not in the record');
    const { words, input } = await shellWords(curlFor(exchange));
    assert.deepEqual(words, [
      '-sS',
      '-i',
      '--globoff',
      '--path-as-is',
      '-X',
      'POST',
      '-H',
      'Accept: application/xml, text/xml;q=0.9, */*;q=0.1',
      '-H',
      'User-Agent: atmos-conformance',
      '-H',
      'Content-Type: application/xml',
      '-H',
      'X-Odd: $HOME',
      '-H',
      'X-Empty;',
      '-H',
      `Authorization: Bearer ${SECRETS.ATMOS_ADMIN_TOKEN}`,
      '--data-binary',
      `$HOME '"\\\n$ATMOS_ADMIN_TOKEN`,
      `${url}${hostile}`,
    ]);
    assert.equal(input, '');
  });

  it('carries octets that no argument can hold', async (t) => {
    const url = await httpServer(t, (_request, response) => answer(response, 200));
    const { send } = session(t, url);
    for (const body of [Buffer.from([0, 1, 0xff]), Buffer.from('@/etc/hostname')]) {
      const { words, input } = await shellWords(curlFor(await send({ method: 'POST', body })));
      assert.deepEqual(words.slice(-3), ['--data-binary', '@-', `${url}/1.0.0.0/org`]);
      assert.deepEqual(Buffer.from(input, 'latin1'), body);
    }
  });

  // The other tests need no curl; this one shows, where there is one, that it reads the words as we mean them.
  it('repeats the request', async (t) => {
    const seen: Seen[] = [];
    const url = await httpServer(t, async (request, response) => {
      const body = (await readBody(request)).toString('latin1');
      const { connection: _, ...headers } = request.headers;
      seen.push({ line: `${request.method} ${request.url}`, headers, body });
      answer(response, 400);
    });
    const { send } = session(t, url);
    const sent: Exchange[] = [
      await send({ path: '/a/../b%20c//?x[1]={2}' }),
      await send({ method: 'POST' }),
      await send({ method: 'DELETE', principal: 'wrongPassword' }),
      await send({ method: 'PUT', body: '<é/>', headers: [['Content-Type', 'text/xml; charset=utf-8']] }),
      await send({ method: 'POST', body: Buffer.from([0, 255, 10]), principal: 'anonymous' }),
      await send({ headers: [['Authorization', 'Basic x']] }),
    ];
    const before = seen.splice(0);
    assert.equal(before.length, sent.length);
    if (!haveCurl) return;
    for (const exchange of sent) await run('sh', ['-c', curlFor(exchange)], { env: { ...process.env, ...SECRETS } });
    assert.deepEqual(seen, before);
  });
});
