import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { USERS } from '../../mock/seed.ts';
import { type RunningMock, startMock } from '../../mock/start.ts';
import { runCommand } from '../../scripts/trials/command.ts';

/** None is a part of another, and each looks different when it is percent-encoded. */
const CANARIES = {
  CANARY_PASSWORD: 'canary/one+two three%',
  CANARY_TOKEN: 'canary=four&five;six',
  CANARY_HEADER: 'canary?seven#eight@nine',
  CANARY_LICENSE: 'canary:ten,eleven[twelve]',
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Every form in which a server may show a secret again. */
const FORMS: readonly string[] = [
  ...Object.values(CANARIES).flatMap((secret) => [secret, base64(secret), encodeURIComponent(secret)]),
  base64(`admin:${CANARIES.CANARY_PASSWORD}`),
];

const folder = mkdtempSync(join(tmpdir(), 'canaries-'));
let mock: RunningMock;
let url = '';
let echoes = 0;

/** The mock behind a server that lets any administrator in, and shows in headers and body whatever it should not. */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const admin = USERS.find(({ name }) => name === 'admin');
  const known = request.headers.authorization !== undefined || request.headers['x-canary'] !== undefined;
  const authorization = known ? { authorization: `Basic ${base64(`admin:${admin?.password}`)}` } : {};
  const answer = await fetch(`${mock.url}${request.url}`, { method: request.method ?? 'GET', headers: authorization });
  const told = [...FORMS, request.headers.authorization ?? ''];
  const body = `${await answer.text()}<!-- ${told.join(' ')} -->`;
  echoes += 1;
  response.writeHead(answer.status, {
    'content-type': 'application/xml',
    'x-echo': told.join(' '),
    'set-cookie': `session=${CANARIES.CANARY_TOKEN}`,
  });
  response.end(body);
}

const server = createServer((request, response) => void echo(request, response));

before(async () => {
  mock = await startMock();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(async () => {
  server.close();
  server.closeAllConnections();
  await mock.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What stands in a file after it is decoded once more, too: recordings keep bodies in base64. */
function readings(octets: Buffer): readonly string[] {
  const text = octets.toString('utf8');
  const packed = (text.match(/[A-Za-z0-9+/]{24,}={0,2}/g) ?? []).map((word) => Buffer.from(word, 'base64').toString());
  return [text, ...packed];
}

const SCHEMES: Readonly<Record<string, string>> = {
  basic: `{ username: admin, password: "\${CANARY_PASSWORD}" }`,
  bearer: `{ token: "\${CANARY_TOKEN}" }`,
  headers: `{ headers: { X-Canary: "\${CANARY_HEADER}" } }`,
};

describe('no secret is in any artefact, nor in what is printed', () => {
  for (const [scheme, credential] of Object.entries(SCHEMES))
    it(scheme, async () => {
      const target = join(folder, `${scheme}.yaml`);
      const out = join(folder, scheme);
      writeFileSync(
        target,
        [
          `baseUrl: ${url}`,
          `authentication: { scheme: ${scheme} }`,
          `principals: { admin: ${credential} }`,
          `secrets: [${Object.keys(CANARIES)
            .map((name) => `"\${${name}}"`)
            .join(', ')}]`,
          '',
        ].join('\n'),
      );
      const before = echoes;
      const { code, stdout, stderr } = await runCommand(
        ['certify', '--target', target, '--out', out, '--grep', '^get-(vm-information|organization-list|vdc-list)/'],
        { ...CANARIES, GITHUB_STEP_SUMMARY: join(out, 'job-summary.md') },
      );
      assert.ok(echoes - before > 20, `${echoes - before} requests: ${stderr}`);
      // Only an administrator is given, so not everything can be tested; or the comments are at odds with the guide.
      assert.ok(code === 3 || code === 1, stderr);
      const artefacts = new Map([
        ...readdirSync(out).map((name) => [name, readFileSync(join(out, name))] as const),
        ['stdout', Buffer.from(stdout)],
        ['stderr', Buffer.from(stderr)],
      ]);
      for (const name of ['report.json', 'report.html', 'junit.xml', 'recording.jsonl', 'job-summary.md'])
        assert.ok(artefacts.has(name), `${name} is missing`);
      // The stand-ins are there, so the secrets were.
      for (const name of Object.keys(CANARIES))
        assert.match(String(artefacts.get('recording.jsonl')), new RegExp(name));
      const leaks = [...artefacts].flatMap(([name, octets]) =>
        readings(octets).flatMap((text) =>
          FORMS.filter((form) => text.includes(form)).map((form) => `${name}: ${form}`),
        ),
      );
      assert.deepEqual([...new Set(leaks)], []);
    });
});
