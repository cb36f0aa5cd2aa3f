import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bodyBytes, bodyText } from '../../suite/evidence/body.ts';
import { defaultTarget, type TargetInput } from '../../suite/target/default-target.ts';
import { createRedactor } from '../../suite/target/redact.ts';
import { targetStatement } from '../../suite/target/statement.ts';
import { httpServer, session } from './servers.ts';

const CANARY = `c4n&ry's <"${'x'}"> ü/+`;
const NAME = 'ATMOS_ADMIN_PASSWORD';

function redactor(input: Partial<TargetInput> = {}) {
  return createRedactor(
    defaultTarget({
      baseUrl: 'http://localhost',
      principals: { admin: { username: 'alice', password: CANARY } },
      ...input,
    }),
  );
}

describe('redaction', () => {
  it('finds a secret in every spelling', () => {
    const { text, bytes } = redactor();
    const xml = CANARY.replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;');
    const forms = [
      CANARY,
      encodeURIComponent(CANARY),
      encodeURIComponent(CANARY).toLowerCase(),
      encodeURIComponent(CANARY).replaceAll('%20', '+'),
      xml,
      xml.replaceAll("'", '&apos;'),
      xml.replaceAll("'", '&#39;'),
      JSON.stringify(CANARY).slice(1, -1),
    ];
    for (const form of forms) assert.equal(text(`before ${form} after`), `before $${NAME} after`, form);
    for (const around of ['', 'a', 'ab', 'abc', 'alice:', 'somebody:']) {
      for (const end of ['', 'z', 'zz']) {
        const token = Buffer.from(`${around}${CANARY}${end}`).toString('base64');
        const clean = text(`Basic ${token}`);
        assert.ok(clean.includes(`$${NAME}`), token);
        assert.ok(!Buffer.from(clean.slice(6), 'base64').toString().includes(CANARY.slice(2, -2)), token);
      }
    }
    const wide = Buffer.from(`\uFEFF<a>${CANARY}</a>`, 'utf16le');
    assert.ok(!Buffer.from(bytes(wide)).toString('utf16le').includes(CANARY));
    assert.ok(
      !Buffer.from(bytes(Buffer.from(wide).swap16()))
        .swap16()
        .toString('utf16le')
        .includes(CANARY),
    );
  });

  it('leaves everything else as it is', () => {
    const { text, bytes } = redactor();
    const untouched = Buffer.from([0, 255, 254, 10, 200]);
    assert.equal(bytes(untouched), untouched);
    for (const value of ['', 'alice', 'c4n', 'Übung – \u{1F600}', '$ATMOS_ADMIN_PASSWORD'])
      assert.equal(text(value), value);
    assert.equal(text(`Übung ${CANARY} \u{1F600}`), `Übung $${NAME} \u{1F600}`);
  });

  it('replaces a secret whole that holds another one', () => {
    const { text } = redactor({
      principals: {
        admin: { username: 'a', password: 'long secret' },
        nonAdmin: { username: 'b', password: 'long secret too' },
      },
    });
    assert.equal(text('long secret too, long secret'), '$ATMOS_NON_ADMIN_PASSWORD, $ATMOS_ADMIN_PASSWORD');
  });

  it('never rewrites a name because a password is the same word', () => {
    const { text, header } = redactor({
      organization: 'acme-organization',
      principals: {
        admin: { username: 'administrator', password: 'administrator' },
        nonAdmin: { username: 'b', password: 'organization' },
      },
    });
    const page = '<Organization name="acme-organization"><admin>administrator</admin></Organization>';
    assert.equal(text(page), page);
    assert.equal(text(page, { refused: true }), page);
    const token = Buffer.from('administrator:administrator').toString('base64');
    assert.equal(text(`seen ${token}`), 'seen $ATMOS_ADMIN_PASSWORD');
    assert.equal(header('Authorization', 'anything'), '$REDACTED');
  });

  it('takes a short secret for one only as a word of a refusal', () => {
    const { text } = redactor({ principals: { admin: { username: 'alice', password: 'pw1' } } });
    assert.equal(text('<name>pw1</name>'), '<name>pw1</name>');
    assert.equal(text('alice/pw1 spw1 pw12 pw1', { refused: true }), `alice/$${NAME} spw1 pw12 $${NAME}`);
    assert.equal(text(Buffer.from('alice:pw1').toString('base64')), `$${NAME}`);
  });

  it('hides cookies and tokens of either side, whatever they hold', () => {
    const { header } = redactor();
    for (const name of ['Set-Cookie', 'cookie', 'Proxy-Authorization', 'X-Auth-Token'])
      assert.equal(header(name, 'v'), '$REDACTED');
    assert.equal(header('Location', 'v'), 'v');
  });
});

describe('a record', () => {
  it('holds no canary, wherever the server puts it', async (t) => {
    const principals = {
      admin: { username: 'alice', password: CANARY },
      nonAdmin: { username: 'dave', password: 'canary-of-dave' },
    };
    const canaries = [CANARY, 'canary-of-dave', 'canary-marked'];
    const url = await httpServer(t, (request, response) => {
      const echo = `${request.headers.authorization} ${canaries.join(' ')} ${decodeURIComponent(request.url ?? '')}`;
      response.writeHead(200, 'canary-of-dave', {
        'Set-Cookie': `a=${encodeURIComponent(CANARY)}`,
        Location: `/${encodeURIComponent(CANARY)}/canary-marked`,
        'X-Echo': request.headers.authorization ?? '',
      });
      // The cut falls into the middle of the last canary.
      response.end(`${echo}${'.'.repeat(2000 - Buffer.byteLength(echo) - 5)}${CANARY}${'.'.repeat(3000)}`);
    });
    const secrets = [{ name: 'MARKED', value: 'canary-marked' }];
    const { send } = session(t, url, { principals, secrets }, { keptOctets: 2000 });
    for (const principal of ['admin', 'nonAdmin', 'anonymous', 'wrongPassword', 'unknownUser'] as const) {
      const path = `/${encodeURIComponent('canary-of-dave')}?${encodeURIComponent(CANARY)}`;
      const exchange = await send({
        principal,
        path,
        method: 'POST',
        body: `<a>${CANARY}</a>`,
        parameters: { p: CANARY },
      });
      const bodies = [exchange.request.body, exchange.response?.body].map((body) =>
        body ? bodyBytes(body).toString() : '',
      );
      const everything = [JSON.stringify(exchange), ...bodies].join('\n');
      for (const canary of canaries) {
        assert.ok(!everything.includes(canary));
        assert.ok(!everything.includes(encodeURIComponent(canary)) || encodeURIComponent(canary) === canary);
        assert.ok(!everything.includes(Buffer.from(canary).toString('base64')));
      }
      assert.ok(!everything.includes('c4n'));
      assert.equal(exchange.response?.body.redacted, true);
      assert.equal(exchange.response?.body.truncated, true);
      assert.ok(exchange.response !== null && exchange.response.body.size > 4900);
      assert.equal(exchange.request.body && bodyText(exchange.request.body), `<a>$${NAME}</a>`);
    }
  });

  it('is what the server said when there is nothing to hide', async (t) => {
    const url = await httpServer(t, (_request, response) => response.end('<a>alice</a>'));
    const { response } = await session(t, url).send();
    assert.equal(response?.body.redacted, undefined);
    assert.equal(response && bodyText(response.body), '<a>alice</a>');
  });
});

describe('the statement of a target', () => {
  it('says everything but secrets', () => {
    const statement = targetStatement(
      defaultTarget({
        baseUrl: 'http://localhost:1/api',
        principals: { admin: { username: 'secret-user', password: CANARY } },
        secrets: [{ name: 'USER_NAME', value: 'secret-user' }],
        upload: { file: '/home/somebody/image.zip', fileName: 'image.zip' },
        tls: { ca: 'PEM' },
        hook: 'http://localhost:2/secret-path',
        vdcs: ['blue'],
        name: `cloud of ${CANARY}`,
      }),
    );
    assert.deepEqual(statement, {
      baseUrl: 'http://localhost:1/api',
      version: '1.0.0.0',
      name: `cloud of $${NAME}`,
      tls: { verified: true, ownAuthority: true },
      scheme: 'basic',
      principals: ['admin'],
      vdcs: ['blue'],
      source: {},
      upload: 'image.zip',
      reservedNames: [],
      invalidNames: [],
      claims: { nfs: true, imageUpload: true, templates: true, publicIp: true },
      limits: { parallel: 8, ownedVms: 12 },
      tasks: { pollIntervalMs: 500, budgetMs: 600_000, budgets: {} },
      requestTimeoutMs: 30_000,
      tiers: ['read-only'],
      hook: true,
      signer: false,
    });
  });
});
