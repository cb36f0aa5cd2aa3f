import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { TestContext } from 'node:test';
import { before, describe, it } from 'node:test';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import type { Catalogue } from '../../suite/catalogue/types.ts';
import type { TargetInput } from '../../suite/target/default-target.ts';
import { defaultTarget } from '../../suite/target/default-target.ts';
import { type PreflightResult, preflight } from '../../suite/target/preflight.ts';
import { openXmlEngine } from '../../suite/xml/index.ts';
import type { XmlEngine } from '../../suite/xml/types.ts';
import { httpServer, session } from './servers.ts';

let catalogue: Catalogue;
let xml: XmlEngine;
before(async () => {
  catalogue = loadCatalogue();
  xml = await openXmlEngine();
});

const NS = 'xmlns="http://www.emc.com/caas"';
const PRINCIPALS = {
  admin: { username: 'alice', password: 'alices secret' },
  foreignAdmin: { username: 'bob', password: 'bobs secret' },
  nonAdmin: { username: 'dave', password: 'daves secret' },
} as const;
const ORG_OF: Readonly<Record<string, string>> = { alice: 'acme', bob: 'umbrella', dave: 'acme' };

interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const ok = (body: string): Reply => ({ status: 200, body });
const refusal = (status: number, code: string, message = code): Reply => ({
  status,
  body: `<ErrorMessage ${NS}><code>${code}</code><message>${message}</message></ErrorMessage>`,
});
const list = (root: string, child: string, hrefs: readonly string[]): string =>
  `<${root} ${NS}>${hrefs.map((href) => `<${child} href="${href}"/>`).join('')}</${root}>`;

/** A service with two organizations, one data center each; an admin sees both names and may read the own one. */
function service(path: string, user: string): Reply {
  if (user === 'dave') return refusal(403, 'NoPermission');
  const [, , org, name, vdc, vdcName] = path.split('/');
  if (org !== 'org') return refusal(404, 'ObjectNotFound');
  if (name === undefined)
    return ok(list('OrganizationList', 'organization', ['1.0.0.0/org/umbrella', '1.0.0.0/org/acme']));
  if (!['acme', 'umbrella'].includes(name)) return refusal(404, 'ObjectNotFound');
  if (ORG_OF[user] !== name) return refusal(403, 'NoPermission');
  if (vdc === undefined) return ok(`<Organization ${NS} name="${name}"/>`);
  if (vdcName === undefined)
    return ok(list('VirtualDataCenterList', 'virtual-datacenter', [`1.0.0.0/org/${name}/vdc/blue%20one`]));
  return vdcName === 'blue%20one' ? ok('<VirtualDataCenter/>') : refusal(404, 'ObjectNotFound');
}

type Change = (path: string, user: string) => Reply | undefined;

async function run(
  t: TestContext,
  target: Partial<TargetInput> = {},
  change: Change = () => undefined,
): Promise<PreflightResult> {
  const passwords = new Map<string, string>(
    Object.values(PRINCIPALS).map(({ username, password }) => [username, password]),
  );
  const url = await httpServer(t, (request, response) => {
    const [user = '', password] = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64')
      .toString()
      .split(':');
    const path = request.url ?? '';
    const known = passwords.get(user) === password;
    const reply =
      change(path, known ? user : 'stranger') ?? (known ? service(path, user) : refusal(401, 'AuthenticationError'));
    response.writeHead(reply.status, { 'Content-Type': 'application/xml', ...reply.headers });
    response.end(reply.body);
  });
  return at(t, url, target);
}

function at(t: TestContext, url: string, target: Partial<TargetInput> = {}): Promise<PreflightResult> {
  const input: TargetInput = { baseUrl: url, principals: PRINCIPALS, ...target };
  return preflight(defaultTarget(input), session(t, url, input).transport, catalogue, xml);
}

const FOUND: PreflightResult = {
  ok: true,
  organization: 'acme',
  foreignOrganization: 'umbrella',
  vdcs: ['blue one'],
  clockSkewMs: 0,
  problems: [],
};

/** The problems with what differs from run to run taken out. */
function told(result: PreflightResult): readonly string[] {
  assert.equal(result.ok, false);
  for (const problem of result.problems) assert.ok(!problem.includes('\n'));
  return result.problems.map((problem) => problem.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST'));
}

describe('the preflight finds', () => {
  it('organizations and data centers by itself', async (t) => {
    assert.deepEqual(await run(t), FOUND);
    assert.deepEqual(await run(t, { principals: { admin: PRINCIPALS.admin } }), FOUND);
  });

  it('what the target names', async (t) => {
    const named = { organization: 'acme', foreignOrganization: 'umbrella', vdcs: ['blue one'] };
    assert.deepEqual(await run(t, named), FOUND);
    const hidden = { principals: { admin: PRINCIPALS.admin }, foreignOrganization: 'hidden' };
    assert.deepEqual(await run(t, hidden), { ...FOUND, foreignOrganization: 'hidden' });
  });

  it('the own organization when every admin may read all', async (t) => {
    const leaky: Change = (path, user) =>
      user === 'alice' ? service(path, path.includes('umbrella') ? 'bob' : 'alice') : undefined;
    assert.deepEqual(await run(t, {}, leaky), FOUND);
  });

  it('names in whatever links a server writes', async (t) => {
    const forms =
      (prefix: string, suffix = ''): Change =>
      (path) =>
        path === '/1.0.0.0/org'
          ? ok(
              list('OrganizationList', 'organization', [
                `${prefix}1.0.0.0/org/acme${suffix}`,
                `${prefix}1.0.0.0/org/umbrella${suffix}`,
              ]),
            )
          : undefined;
    for (const change of [forms('/'), forms('/api/'), forms('https://elsewhere/', '/'), forms('', '?x=1')]) {
      assert.deepEqual(await run(t, {}, change), FOUND);
    }
  });

  it('how far the clock is off', async (t) => {
    const late: Change = (path, user) =>
      user === 'stranger'
        ? undefined
        : { ...service(path, user), headers: { Date: new Date(Date.now() - 120_000).toUTCString() } };
    const { ok: fine, clockSkewMs } = await run(t, {}, late);
    assert.equal(fine, true);
    assert.ok(clockSkewMs !== null && clockSkewMs < -118_000 && clockSkewMs > -123_000);
    const none: Change = (path, user) => ({ ...service(path, user), headers: { Date: 'yesterday' } });
    assert.deepEqual(await run(t, {}, none), { ...FOUND, clockSkewMs: null });
  });
});

describe('the preflight lets a wrong server be judged', () => {
  const listAs =
    (reply: Reply): Change =>
    (path, user) =>
      path === '/1.0.0.0/org' && user !== 'dave' ? reply : undefined;
  const links = ['x/org/umbrella', 'x/org/acme'];

  for (const [title, reply] of [
    ['a status that is odd', { status: 201, body: list('OrganizationList', 'organization', links) }],
    ['no namespace', ok(list('Orgs', 'o', links).replace(NS, ''))],
    ['children that are not closed', ok(list('OrganizationList', 'organization', links).replaceAll('/>', '>'))],
    ['a failure that has links all the same', { status: 500, body: list('OrganizationList', 'organization', links) }],
  ] as const) {
    it(`with an organization list with ${title}`, async (t) => {
      assert.deepEqual(await run(t, {}, listAs(reply)), FOUND);
    });
  }

  it('with an organization list that is of no use, when the target names the organization', async (t) => {
    const named = { organization: 'acme', foreignOrganization: 'umbrella' };
    for (const reply of [
      ok('<html/>'),
      ok(''),
      refusal(500, 'FatalError'),
      refusal(401, 'AuthenticationError'),
      ok('<a><b>'),
    ]) {
      assert.deepEqual(await run(t, named, listAs(reply)), FOUND);
    }
  });

  it('with an organization that cannot be read', async (t) => {
    const change: Change = (path) => (path === '/1.0.0.0/org/acme' ? refusal(500, 'FatalError') : undefined);
    const admin = { principals: { admin: PRINCIPALS.admin } };
    assert.deepEqual(await run(t, admin, change), FOUND);
    assert.deepEqual(await run(t, { ...admin, organization: 'acme' }, change), FOUND);
    const missing: Change = (path) => (path === '/1.0.0.0/org/acme' ? refusal(404, 'ObjectNotFound') : undefined);
    assert.deepEqual(await run(t, { ...admin, organization: 'acme' }, missing), FOUND);
  });

  it('with a role refused by the wrong status', async (t) => {
    const one: Change = (path, user) =>
      user === 'dave' && path === '/1.0.0.0/org' ? refusal(401, 'AuthenticationError') : undefined;
    assert.deepEqual(await run(t, {}, one), FOUND);
    const all: Change = (_, user) =>
      user === 'dave' ? refusal(401, 'AuthenticationError', 'no such role') : undefined;
    assert.deepEqual(await run(t, {}, all), FOUND);
  });

  it('with no data centers to be seen', async (t) => {
    const change: Change = (path) => (path.endsWith('/vdc') ? refusal(500, 'FatalError') : undefined);
    assert.deepEqual(await run(t, {}, change), { ...FOUND, vdcs: [] });
    assert.deepEqual(await run(t, { vdcs: ['blue one'] }, change), FOUND);
  });
});

describe('the preflight says what to fix', () => {
  it('when the host is not there', async (t) => {
    const unused = createServer();
    await new Promise<void>((resolve) => unused.listen(0, '127.0.0.1', resolve));
    const { port } = unused.address() as AddressInfo;
    await new Promise((resolve) => unused.close(resolve));
    const [problem, ...more] = told(await at(t, `http://127.0.0.1:${port}`));
    assert.match(
      problem ?? '',
      /^HOST takes no connection: start the server, or correct baseUrl \(.*ECONNREFUSED.*\)$/,
    );
    assert.deepEqual(more, []);
    assert.deepEqual(told(await at(t, 'http://no-such-host.invalid')), [
      'the name no-such-host.invalid has no address: correct baseUrl',
    ]);
    const plain = await httpServer(t, (_request, response) => response.end());
    assert.match(
      told(await at(t, plain.replace('http:', 'https:')))[0] ?? '',
      /^no TLS connection to HOST: set tls\.ca /,
    );
    const silent = await httpServer(t, () => undefined);
    assert.deepEqual(told(await at(t, silent, { requestTimeoutMs: 40 })), [
      'HOST does not answer within 40 ms: check baseUrl, or raise requestTimeout',
    ]);
  });

  it('when the service is another one', async (t) => {
    const always =
      (reply: Reply): Change =>
      () =>
        reply;
    for (const [reply, thing] of [
      [ok('<!DOCTYPE html><html><body>hello</body></html>'), '200 with an HTML page'],
      [{ status: 404, body: '<html><body>not found</body></html>' }, '404 with an HTML page'],
      [ok('{"organizations":[]}'), '200 with JSON'],
      [ok(''), '200 with nothing'],
      [ok('hello'), '200 with something that is not XML'],
    ] as const) {
      const expected = `http://HOST/1.0.0.0/org answers ${thing}, so this is not the API: correct baseUrl or set pathPrefix`;
      assert.deepEqual(told(await run(t, {}, always(reply))), [expected]);
      assert.deepEqual(told(await run(t, { organization: 'acme' }, always(reply))), [expected]);
    }
    assert.deepEqual(told(await run(t, {}, always({ status: 302, headers: { Location: '/login' } }))), [
      'http://HOST/1.0.0.0/org redirects to /login: set baseUrl to where the API is',
    ]);
  });

  it('when credentials are wrong', async (t) => {
    const wrong = { username: 'alice', password: 'not alices secret' };
    const admin =
      'GET /1.0.0.0/org answers 401 (AuthenticationError): the server refuses principals.admin; check user, password and authentication.scheme';
    assert.deepEqual(told(await run(t, { principals: { admin: wrong } })), [admin]);
    assert.deepEqual(told(await run(t, { principals: { admin: wrong }, organization: 'acme' })), [admin]);
    const others = {
      ...PRINCIPALS,
      foreignAdmin: { username: 'bob', password: 'x' },
      nonAdmin: { username: 'nobody', password: 'y' },
    };
    assert.deepEqual(told(await run(t, { principals: others })), [
      'principals.foreignAdmin: GET /1.0.0.0/org answers 401 (AuthenticationError) as to a wrong password; correct the credentials, or take foreignAdmin out',
      'principals.nonAdmin: GET /1.0.0.0/org answers 401 (AuthenticationError) as to a wrong password; correct the credentials, or take nonAdmin out',
    ]);
  });

  it('when a name does not exist', async (t) => {
    assert.deepEqual(told(await run(t, { organization: 'nowhere' })), [
      'organization: GET /1.0.0.0/org/nowhere answers 404 (ObjectNotFound) to admin, so there is no organization nowhere for them; the server lists umbrella, acme',
    ]);
    assert.deepEqual(told(await run(t, { foreignOrganization: 'nowhere' })), [
      'foreignOrganization: GET /1.0.0.0/org/nowhere answers 404 (ObjectNotFound) to foreignAdmin, so there is no organization nowhere for them',
    ]);
    assert.deepEqual(told(await run(t, { organization: 'acme', foreignOrganization: 'acme' })), [
      'foreignOrganization: acme is the organization itself: name another one',
    ]);
    assert.deepEqual(told(await run(t, { vdcs: ['blue one', 'red'] })), [
      'vdcs: GET /1.0.0.0/org/acme/vdc/red answers 404 (ObjectNotFound), so there is no data center red; acme has blue one',
    ]);
  });

  it('when there is no organization to be found', async (t) => {
    const empty: Change = (path) => (path === '/1.0.0.0/org' ? ok(`<OrganizationList ${NS}/>`) : undefined);
    assert.deepEqual(told(await run(t, {}, empty)), [
      'GET /1.0.0.0/org answers 200 and names no organization: set organization in the target file',
    ]);
    const version: Change = () => refusal(400, 'UnsupportedVersion');
    assert.deepEqual(told(await run(t, {}, version)), [
      'GET /1.0.0.0/org answers 400 (UnsupportedVersion) and names no organization: set organization in the target file',
    ]);
    const none: Change = (path) => (path.startsWith('/1.0.0.0/org/') ? refusal(403, 'NoPermission') : undefined);
    assert.deepEqual(told(await run(t, {}, none)), [
      'admin may read none of the organizations that the server lists (umbrella, acme): set organization, or check principals.admin',
    ]);
  });
});
