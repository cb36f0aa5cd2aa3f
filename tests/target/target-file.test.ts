// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the file under test spells variables that way
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { TIERS } from '../../suite/catalogue/types.ts';
import { defaultTarget } from '../../suite/target/default-target.ts';
import { loadTarget } from '../../suite/target/target-file.ts';
import type { Target } from '../../suite/target/types.ts';
import { directory, ENV, load, MINIMUM, refuses } from './load-text.ts';

const EXAMPLE = fileURLToPath(new URL('../../target.example.yaml', import.meta.url));
const SCHEMA = new URL('../../schemas/json/target.schema.json', import.meta.url);

describe('a target file', () => {
  it('needs a base URL and an admin, and the rest has defaults', (t) => {
    assert.deepEqual(load(t, MINIMUM), {
      baseUrl: 'http://localhost:8080',
      version: '1.0.0.0',
      name: 'localhost:8080',
      tls: { rejectUnauthorized: true },
      scheme: 'basic',
      principals: { admin: { username: 'alice', password: ENV.PW } },
      vdcs: [],
      source: {},
      upload: {},
      reservedNames: [],
      invalidNames: [],
      claims: { nfs: true, imageUpload: true, templates: true, publicIp: true },
      limits: { parallel: 8, ownedVms: 12 },
      tasks: { pollIntervalMs: 500, budgetMs: 600_000, budgets: {} },
      requestTimeoutMs: 30_000,
      tiers: ['read-only'],
      secrets: [{ name: 'PW', value: ENV.PW }],
    } satisfies Target);
  });

  it('may say everything', (t) => {
    const pem = '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n';
    const target = load(
      t,
      `${MINIMUM}
  nonAdmin: { username: "\${OTHER}", password: "\${PW}" }
name: Cloud
pathPrefix: /api/
version: 2.0
tls: { ca: ca.pem, verify: false }
secrets: ["\${OTHER}"]
organization: org
foreignOrganization: foreign
vdc: blue
source: { image: gold, vm: vm0 }
upload: { file: image.zip }
reservedNames: [root]
invalidNames: ["a b"]
supports: { nfs: false }
limits: { parallel: 2, requestsPerSecond: 0.5, vmQuota: 3, publicIpQuota: 0, imageQuota: 1, ownedVms: 4 }
tasks: { pollInterval: 1s, budget: 1.5h, budgets: { CloneVm: 20m } }
requestTimeout: 250ms
tiers: [life-cycle]
hook: http://localhost:9/hook/
`.replace('version: 2.0', 'version: "2.0"'),
      { taskTypes: ['CloneVm'] },
      { 'ca.pem': pem, 'image.zip': 'zip' },
    );
    const { upload, ...rest } = target;
    assert.match(upload.file ?? '', /\/image\.zip$/);
    assert.equal(upload.fileName, 'image.zip');
    assert.deepEqual(rest, {
      baseUrl: 'http://localhost:8080/api',
      version: '2.0',
      name: 'Cloud',
      tls: { ca: pem, rejectUnauthorized: false },
      scheme: 'basic',
      principals: {
        admin: { username: 'alice', password: ENV.PW },
        nonAdmin: { username: ENV.OTHER, password: ENV.PW },
      },
      organization: 'org',
      foreignOrganization: 'foreign',
      vdcs: ['blue'],
      source: { image: 'gold', vm: 'vm0' },
      reservedNames: ['root'],
      invalidNames: ['a b'],
      claims: { nfs: false, imageUpload: true, templates: true, publicIp: true },
      limits: { parallel: 2, requestsPerSecond: 0.5, vmQuota: 3, publicIpQuota: 0, imageQuota: 1, ownedVms: 4 },
      tasks: { pollIntervalMs: 1000, budgetMs: 5_400_000, budgets: { CloneVm: 1_200_000 } },
      requestTimeoutMs: 250,
      tiers: ['read-only', 'life-cycle'],
      hook: 'http://localhost:9/hook',
      secrets: [
        { name: 'PW', value: ENV.PW },
        { name: 'OTHER', value: ENV.OTHER },
      ],
    });
  });

  it('is shown by an example that loads and leaves no field out', () => {
    const text = readFileSync(EXAMPLE, 'utf8');
    const env = Object.fromEntries([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => [name, `value of ${name}`]));
    const target = loadTarget(EXAMPLE, env);
    assert.deepEqual(Object.keys(target.principals).sort(), ['accountManager', 'admin', 'foreignAdmin', 'nonAdmin']);

    // With the hash of commented fields taken away the file must still be one that the schema admits.
    const all = parse(text.replace(/^( *)# ?( *[a-z][A-Za-z]*: \S.*|upload:)$/gm, '$1$2')) as Record<string, unknown>;
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as { properties: Record<string, unknown> };
    const names = new Set([...Object.keys(all), 'vdc']);
    assert.deepEqual([...names].sort(), Object.keys(schema.properties).sort());
  });

  it('knows the tiers of the catalogue', () => {
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8')) as { properties: { tiers: { items: { enum: string[] } } } };
    assert.deepEqual(schema.properties.tiers.items.enum, [...TIERS]);
  });
});

describe('a target file is refused in one line', () => {
  it('when it cannot be read', (t) => {
    const at = directory(t);
    const missing = join(at, 'none.yaml');
    assert.throws(() => loadTarget(missing, ENV), {
      name: 'TargetError',
      message: `${missing}: there is no such file; copy target.example.yaml to begin with`,
    });
    mkdirSync(join(at, 'dir'));
    assert.throws(() => loadTarget(join(at, 'dir'), ENV), { name: 'TargetError', message: /this is a directory/ });
    writeFileSync(join(at, 'latin1.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9]));
    assert.throws(() => loadTarget(join(at, 'latin1.yaml'), ENV), { name: 'TargetError', message: /not UTF-8/ });
    refuses(t, '', 'target.yaml:1: the file is empty; docs/target-file.md shows what it holds');
    refuses(t, '# nothing\n', 'target.yaml:1: the file is empty; docs/target-file.md shows what it holds');
  });

  it('when it is not YAML, with the line', (t) => {
    assert.throws(() => load(t, `${MINIMUM}vdcs: [a, b\n`), {
      name: 'TargetError',
      message: /^target\.yaml:\d+: [^\n]+$/,
    });
    refuses(t, `${MINIMUM}name: a\nname: b\n`, 'target.yaml:5: Map keys must be unique');
    refuses(t, 'just words\n', 'target.yaml:1: the file must be a mapping, and is a string');
  });

  it('when a key is unknown, misspelled or missing', (t) => {
    refuses(t, `${MINIMUM}orgnization: a\n`, 'target.yaml:4: unknown key orgnization; did you mean organization?');
    refuses(t, MINIMUM.replace('baseUrl', 'baseURL'), 'target.yaml:1: unknown key baseURL; did you mean baseUrl?');
    refuses(t, `${MINIMUM}tls:\n  cipher: x\n`, 'target.yaml:5: unknown key tls.cipher; known here are ca, verify');
    refuses(
      t,
      'name: x\n',
      'target.yaml:1: baseUrl is missing: write where the server is, like baseUrl: http://127.0.0.1:8080',
    );
    refuses(
      t,
      'baseUrl: http://h\nprincipals:\n  nonAdmin: {username: a}\n',
      "target.yaml:2: principals.admin is missing: write admin: { username: NAME, password: '${ATMOS_ADMIN_PASSWORD}' }",
    );
  });

  it('when a value is of the wrong kind', (t) => {
    refuses(
      t,
      `${MINIMUM}organization: 12\n`,
      'target.yaml:4: organization must be a string, and is a number: put it in quotes',
    );
    refuses(t, `${MINIMUM}vdcs: blue\n`, 'target.yaml:4: vdcs must be a list, and is a string: write [blue]');
    refuses(
      t,
      `${MINIMUM}limits:\n  parallel: 1.5\n`,
      'target.yaml:5: limits.parallel must be a whole number, and is a number',
    );
    refuses(t, `${MINIMUM}limits:\n  parallel: 0\n`, 'target.yaml:5: limits.parallel must be >= 1');
    refuses(
      t,
      `${MINIMUM}requestTimeout: 30\n`,
      'target.yaml:4: requestTimeout must be a duration such as 500ms, 2s or 10m',
    );
    refuses(
      t,
      `${MINIMUM}requestTimeout: "30"\n`,
      'target.yaml:4: requestTimeout must be a duration such as 500ms, 2s or 10m',
    );
    refuses(t, `${MINIMUM}requestTimeout: 0s\n`, 'target.yaml:4: requestTimeout must be longer than no time at all');
    refuses(
      t,
      `${MINIMUM}vdcs:\n  - a\n  - 7\n`,
      'target.yaml:6: vdcs.1 must be a string, and is a number: put it in quotes',
    );
    refuses(t, `${MINIMUM}vdcs: [a, a]\n`, 'target.yaml:4: vdcs names something twice');
    refuses(
      t,
      `${MINIMUM}tiers: [all]\n`,
      'target.yaml:4: tiers.0 must be one of read-only, life-cycle, images, nfs, hostile',
    );
    refuses(t, `${MINIMUM}vdc: a\nvdcs: [a]\n`, 'target.yaml:4: vdc and vdcs say the same thing: keep one of them');
    refuses(
      t,
      `${MINIMUM}tasks:\n  budgets:\n    CloneVM: 1m\n`,
      'target.yaml:6: tasks.budgets.CloneVM is no task type; there are CloneVm',
      { taskTypes: ['CloneVm'] },
    );
  });

  it('when the base URL is none', (t) => {
    const withUrl = (url: string): string => MINIMUM.replace('http://localhost:8080', url);
    const expected = 'target.yaml:1: baseUrl must be an http or https URL without a user, a query and a fragment';
    for (const url of ['elsewhere', 'ftp://h', 'http://h?x', 'http://h/#x']) refuses(t, withUrl(url), expected);
    for (const url of ['localhost', 'h:8080', '127.0.0.1:8080'])
      refuses(t, withUrl(url), `${expected}: write http://${url}`);
    refuses(t, withUrl('http://alice:pw@h'), `${expected}: who to be stands in principals`);
    refuses(t, withUrl('http://h:99999'), 'target.yaml:1: baseUrl is not a URL');
    refuses(
      t,
      withUrl('http://h/api/1.0.0.0/'),
      'target.yaml:1: baseUrl must stop before the version: leave out /1.0.0.0',
    );
    refuses(
      t,
      withUrl('http://1.0.0.0/1.0.0.0/org'),
      'target.yaml:1: baseUrl must stop before the version: leave out /1.0.0.0/org',
    );
    assert.equal(load(t, withUrl('HTTPS://[::1]:8080/a/b/')).baseUrl, 'HTTPS://[::1]:8080/a/b');
  });

  it('when a variable is not set', (t) => {
    refuses(
      t,
      MINIMUM.replace('${PW}', '${NOT_THERE}'),
      'target.yaml:3: the environment variable NOT_THERE is not set: export NOT_THERE=… before the run',
    );
    refuses(
      t,
      MINIMUM.replace('${PW}', '${no way}'),
      'target.yaml:3: ${no way} is not a variable: write ${NAME} with letters, digits and underscores',
    );
    const file = join(directory(t), 'target.yaml');
    writeFileSync(file, MINIMUM);
    assert.throws(() => loadTarget(file, { PW: '' }), /:3: the environment variable PW is empty/);
  });

  it('when a secret stands in it', (t) => {
    const password =
      'target.yaml:3: principals.admin.password is a secret and must come from the environment: write ${ATMOS_ADMIN_PASSWORD} and export it';
    refuses(t, MINIMUM.replace('${PW}', 'hunter2'), password);
    refuses(t, MINIMUM.replace('${PW}', 'x${PW}'), password);
    refuses(t, MINIMUM.replace('${PW}', '$PW'), password.replace('ATMOS_ADMIN_PASSWORD', 'PW'));
    const bearer = 'baseUrl: http://h\nauthentication: { scheme: bearer }\nprincipals:\n  admin:\n    token: ';
    refuses(
      t,
      `${bearer}abc\n`,
      'target.yaml:5: principals.admin.token is a secret and must come from the environment: write ${ATMOS_ADMIN_TOKEN} and export it',
    );
    assert.deepEqual(load(t, `${bearer}"\${PW}"\n`).principals, { admin: { token: ENV.PW } });
    const headers =
      'baseUrl: http://h\nauthentication: { scheme: headers }\nprincipals:\n  admin:\n    headers:\n      X-User: alice\n      X-Auth-Token: ';
    refuses(
      t,
      `${headers}abc\n`,
      'target.yaml:7: principals.admin.headers.X-Auth-Token is a secret and must come from the environment: write ${ATMOS_TOKEN} and export it',
    );
    const target = load(t, `${headers}Token \${PW}\n`);
    assert.deepEqual(target.principals, {
      admin: { headers: { 'X-User': 'alice', 'X-Auth-Token': `Token ${ENV.PW}` } },
    });
    assert.deepEqual(target.secrets, [{ name: 'PW', value: ENV.PW }]);
    refuses(
      t,
      `${MINIMUM}secrets: [abc]\n`,
      'target.yaml:4: secrets.0 must be a variable of the environment, like ${ATMOS_LICENSE}',
    );
  });

  it('when credentials do not fit the scheme', (t) => {
    refuses(
      t,
      MINIMUM.replace('username: alice, ', ''),
      'target.yaml:3: principals.admin needs username with the scheme basic',
    );
    refuses(
      t,
      MINIMUM.replace('username:', 'token: "${PW}", username:'),
      'target.yaml:3: principals.admin.token is of no use with the scheme basic: take it out',
    );
    refuses(
      t,
      MINIMUM.replace('alice', '"a:b"'),
      'target.yaml:3: principals.admin.username must not hold a colon: Basic credentials cannot carry it',
    );
    refuses(
      t,
      `${MINIMUM}authentication: { scheme: digest }\n`,
      'target.yaml:4: authentication.scheme must be one of basic, bearer, headers, signer',
    );
  });

  it('when a file that it names is not there', (t) => {
    refuses(
      t,
      `${MINIMUM}tls: { ca: no.pem }\n`,
      'target.yaml:4: tls.ca: there is no file no.pem beside the target file',
    );
    refuses(
      t,
      `${MINIMUM}tls: { ca: x.pem }\n`,
      'target.yaml:4: tls.ca: x.pem holds no PEM certificate',
      {},
      { 'x.pem': 'x' },
    );
    refuses(
      t,
      `${MINIMUM}upload: { file: no.zip }\n`,
      'target.yaml:4: upload.file: there is no file no.zip beside the target file',
    );
    refuses(
      t,
      `${MINIMUM}authentication: { scheme: signer, signer: ./no.mjs }\n`,
      'target.yaml:4: authentication.signer: there is no file ./no.mjs beside the target file',
    );
    refuses(
      t,
      `${MINIMUM}authentication: { scheme: signer }\n`,
      'target.yaml:4: authentication.signer is missing: name the module that exports sign',
    );
    refuses(
      t,
      `${MINIMUM}authentication: { scheme: basic, signer: s.mjs }\n`,
      'target.yaml:4: authentication.signer is of no use with the scheme basic: take it out',
    );
    const signed = load(t, `${MINIMUM}authentication: { scheme: signer, signer: s.mjs }\n`, {}, { 's.mjs': '' });
    assert.match(signed.signerModule ?? '', /^\/.*\/s\.mjs$/);
  });
});

describe('a target from code', () => {
  it('gets the defaults and names for its secrets', () => {
    const target = defaultTarget({
      baseUrl: 'http://localhost:1/',
      principals: {
        admin: { username: 'a', password: 'p' },
        foreignAdmin: { token: 't' },
        nonAdmin: { headers: { 'X-Auth-Token': 'Token h', 'X-User': 'u' } },
      },
      limits: { parallel: 1 },
      secrets: [{ name: 'MINE', value: 'p' }],
    });
    assert.equal(target.baseUrl, 'http://localhost:1');
    assert.deepEqual(target.limits, { parallel: 1, ownedVms: 12 });
    assert.deepEqual(target.secrets, [
      { name: 'MINE', value: 'p' },
      { name: 'ATMOS_FOREIGN_ADMIN_TOKEN', value: 't' },
      { name: 'ATMOS_NON_ADMIN_X_AUTH_TOKEN', value: 'Token h' },
    ]);
  });
});
