import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { select } from '../../cli/selection.ts';
import { SUMMARIES } from '../../cli/shard.ts';
import { keepExchanges } from '../../reporters/model/kept-exchanges.ts';
import type { ReportedExchange } from '../../reporters/model/types.ts';
import { curlCaveat, curlLine } from '../../reporters/text/curl.ts';
import { repeatCommand } from '../../reporters/text/repeat-command.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import type { Exchange } from '../../suite/evidence/types.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { HOSTILE_TEXTS } from './hostile.ts';
import { sampleRun } from './sample.ts';
import { bodyOf, exchangeOf } from './sample-exchange.ts';

const run = promisify(execFile);

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

const seen: Seen[] = [];
const server = createServer(async (request: IncomingMessage, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Array.from(
    { length: request.rawHeaders.length / 2 },
    (_, index) =>
      [request.rawHeaders[index * 2]?.toLowerCase() ?? '', request.rawHeaders[index * 2 + 1] ?? ''] as const,
  );
  seen.push({ method: request.method, url: request.url, headers, body: Buffer.concat(chunks) });
  response.writeHead(409, { 'content-type': 'application/xml' }).end('<ErrorMessage/>');
});
let base = '';

before(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => server.close());

/** What a report keeps of an exchange. */
function kept(request: Exchange['request']): ReportedExchange {
  const sample = sampleRun({ scenarios: 1 });
  const [result] = sample.results;
  assert.ok(result);
  const evidence = [exchangeOf(1, 'x', 0, { request })];
  const verdict = { outcome: 'cantTell' as const, cause: 'timeout' as const, reason: '' };
  const [exchange] = keepExchanges({
    ...sample,
    readings: [],
    states: [],
    results: [{ ...result, verdict, exchanges: [1] }],
    evidence,
  });
  assert.ok(exchange);
  return exchange;
}

/** Runs the line in a shell and gives what the server saw and what curl printed. */
async function repeat(request: Exchange['request']): Promise<Seen & { readonly printed: string }> {
  seen.length = 0;
  const { stdout } = await run('sh', ['-c', curlLine(kept(request))], {
    env: { PATH: process.env.PATH, ATMOS_PASSWORD: `p'a"s$s w\u00f6rd`, ATMOS_TOKEN: 'tok.en' },
  });
  const [first] = seen;
  assert.ok(first);
  return { ...first, printed: stdout };
}

const plain = (headers: readonly (readonly [string, string])[]) =>
  headers.filter(([name]) => name !== 'host' && name !== 'connection' && name !== 'content-length');

test('the line repeats a request to the octet: method, path, headers, nothing more, and shows the same answer', async () => {
  const path = `/1.0.0.0/org/o%27r%22g/./vdc/..%2Fx/vm/{a}[1-2]/mgmt/%24(reboot)?a=1&b=$HOME`;
  const headers = [
    ['accept', 'application/xml'],
    ['x-odd', `a "b" 'c' $HOME \`d\` \\ !!`],
  ] as const;
  const {
    method,
    url,
    headers: got,
    printed,
  } = await repeat({
    method: 'GET',
    url: base + path,
    headers: [['Host', 'x'], ['Content-Length', '0'], ...headers],
    body: null,
  });
  assert.deepEqual([method, url, plain(got)], ['GET', path, headers]);
  assert.match(printed, /^HTTP\/1\.1 409 Conflict[\s\S]*<ErrorMessage\/>$/);
});

test('secrets come from the environment: Basic, bearer, any header', async () => {
  const authorised = async (value: string, placeholders: readonly string[]) => {
    const { headers } = await repeat({
      method: 'GET',
      url: `${base}/x`,
      headers: [['Authorization', value]],
      body: null,
      placeholders,
    });
    return headers.find(([name]) => name === 'authorization')?.[1];
  };
  assert.equal(
    await authorised('Basic op$er:$ATMOS_PASSWORD', ['ATMOS_PASSWORD']),
    `Basic ${Buffer.from(`op$er:p'a"s$s w\u00f6rd`).toString('base64')}`,
  );
  assert.equal(await authorised('Bearer $ATMOS_TOKEN', ['ATMOS_TOKEN']), 'Bearer tok.en');
  assert.equal(
    await authorised('Bearer $ATMOS_TOKEN', []),
    'Bearer $ATMOS_TOKEN',
    'what is no placeholder stays as it is',
  );
});

const bodies: Readonly<Record<string, string | Uint8Array>> = {
  xml: `<VirtualMachine name="it's"/>\n`,
  'a file name to curl': '@/etc/passwd',
  empty: '',
  percent: HOSTILE_TEXTS.percent,
  controls: HOSTILE_TEXTS.controls.replace('\u0000', ''),
  override: HOSTILE_TEXTS.override,
  octets: Uint8Array.from({ length: 256 }, (_, octet) => octet),
  tabs: 'a\tb\r\nc\r',
  long: `${'x'.repeat(20_000)}\n`,
};

for (const [name, body] of Object.entries(bodies)) {
  test(`the line repeats a body to the octet: ${name}`, async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const got = await repeat({ method, url: `${base}/x`, headers: [], body: bodyOf(body) });
      assert.deepEqual([got.method, plain(got.headers)], [method, []]);
      assert.ok(got.body.equals(Buffer.from(body)));
    }
  });
}

test('a line never holds what a terminal would not show', () => {
  for (const body of Object.values(HOSTILE_TEXTS)) {
    const line = curlLine(kept({ method: 'POST', url: `${base}/x`, headers: [], body: bodyOf(body) }));
    assert.ok(!/[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u.test(line), JSON.stringify(line));
  }
});

test('a body that the report cut is said to be cut', () => {
  const exchange = kept({
    method: 'POST',
    url: `${base}/x`,
    headers: [],
    body: bodyOf('abc', { size: 52_428_800, sha256: 'a'.repeat(64) }),
  });
  assert.match(
    curlCaveat(exchange) ?? '',
    /the body of 52428800 octets is cut in this report: the command sends its first 3/,
  );
  assert.equal(curlCaveat(kept({ method: 'GET', url: base, headers: [], body: null })), null);
});

test('the command that repeats a scenario names exactly that one, and for a summary what it judges', async () => {
  const one = (id: string, family = 'read-success', operation: string | null = null) => ({ id, family, operation });
  const command = repeatCommand({ file: `it's a file.yaml` }, one('power-off-vm/error-1.0'));
  const { stdout } = await run('sh', ['-c', command.replace('npm run certify --', 'printf "%s\\n"')]);
  assert.deepEqual(stdout.split('\n'), ['--target', `it's a file.yaml`, '--grep', '^power-off-vm/error-1\\.0 ', '']);
  assert.equal(repeatCommand({}, one('a/b')), `npm run certify -- --grep '^a/b '`);
  const answers = one('get-task/answers', 'answers', 'get-task');
  assert.equal(repeatCommand({}, answers), `npm run certify -- --grep '^get-task/'`);
  assert.equal(repeatCommand({}, answers, ['a/b', 'c']), `npm run certify -- --grep '^(a/b|c|get-task/answers) '`);
  assert.equal(repeatCommand({}, one('run/tasks', 'run')), 'npm run certify');
  assert.equal(repeatCommand({ file: 'a.yaml' }, one('run/tasks', 'run')), 'npm run certify -- --target a.yaml');
});

test('every scenario of the suite can be repeated: its command selects it, and something that is performed', () => {
  const planned = planScenarios(loadCatalogue());
  for (const scenario of planned) {
    const [, pattern] = /--grep '(.*)'$/.exec(repeatCommand({}, scenario)) ?? [];
    const selected = select(planned, pattern === undefined ? {} : { grep: pattern });
    assert.ok(selected.includes(scenario), scenario.id);
    if (!SUMMARIES.includes(scenario.family)) assert.deepEqual(selected, [scenario]);
  }
});
