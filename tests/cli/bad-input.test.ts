import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type CertifyOptions, certify as certifyWith } from '../../cli/certify.ts';
import { isUserError } from '../../cli/user-errors.ts';
import { startMock } from '../../mock/start.ts';
import { runCommand } from '../../scripts/trials/command.ts';
import { TARGET_ENVIRONMENT, writeTargetFile } from '../../scripts/trials/served-mock.ts';

const folder = mkdtempSync(join(tmpdir(), 'bad-input-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Exit code 2, nothing on stdout, and one line that tells what is wrong and no place in the source. */
async function refuses(
  args: readonly string[],
  message: RegExp,
  env: Readonly<Record<string, string>> = TARGET_ENVIRONMENT,
): Promise<void> {
  const { code, stdout, stderr } = await runCommand(args, env);
  assert.match(stderr, /^(atmos-conformance|mock): [^\n]+\n$/);
  assert.match(stderr, message);
  assert.doesNotMatch(stderr, /\.ts:\d|node:internal/);
  assert.equal(stdout, '');
  assert.equal(code, 2);
}

let files = 0;
function file(text: string): string {
  files += 1;
  const name = join(folder, `${files}.yaml`);
  writeFileSync(name, text);
  return name;
}

const certify = (target: string, ...more: readonly string[]): readonly string[] => [
  'certify',
  '--out',
  join(folder, 'out'),
  '--target',
  target,
  ...more,
];

const ADMIN = `principals: { admin: { username: admin, password: "\${TRIAL_ADMIN}" } }`;

const junk = join(folder, 'junk');
writeFileSync(junk, 'not what you think\n');

/** The same in this process, where it takes no second: an error for the user, which the command tells as above. */
async function rejects(
  options: Partial<CertifyOptions>,
  message: RegExp,
  env: Readonly<Record<string, string>> = TARGET_ENVIRONMENT,
): Promise<void> {
  Object.assign(process.env, env);
  await assert.rejects(
    certifyWith({ out: join(folder, 'out'), seed: 1, quiet: true, ...options }),
    (error) => isUserError(error) && message.test(error.message) && !error.message.includes('\n'),
  );
}

describe('a target file that cannot be used', () => {
  const unusable = (text: string, message: RegExp): Promise<void> => rejects({ target: file(text) }, message);
  it('is missing', () => refuses(certify(join(folder, 'none.yaml')), /none\.yaml: there is no such file/));
  it('has an unknown key', () =>
    refuses(certify(file(`baseUrl: http://127.0.0.1:1\nbaseURI: x\n${ADMIN}\n`)), /\.yaml:2: unknown key baseURI/));
  it('is no YAML', () => unusable('baseUrl: [', /\d\.yaml:1: /));
  it('is empty', () => unusable('', /\d\.yaml:1: the file is empty/));
  it('lacks the base URL', () => unusable(`${ADMIN}\n`, /baseUrl is missing/));
  it('names a task type that there is not', () =>
    unusable(
      `baseUrl: http://127.0.0.1:1\n${ADMIN}\ntasks: { budgets: { CloneVM: 1m } }\n`,
      /CloneVM is no task type/,
    ));
  it('names a variable that is not set', () =>
    rejects({ target: file(`baseUrl: http://127.0.0.1:1\n${ADMIN}\n`) }, /TRIAL_ADMIN is empty/, { TRIAL_ADMIN: '' }));
});

describe('a server that cannot be tested', () => {
  let page: Server;
  let pageUrl = '';
  before(async () => {
    page = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><html><body><h1>It works!</h1></body></html>');
    });
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    pageUrl = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
  });
  after(() => page.close());

  it('knows another password', async (t) => {
    const mock = await startMock();
    t.after(() => mock.close());
    await refuses(certify(writeTargetFile(folder, mock.url)), /admin/, { ...TARGET_ENVIRONMENT, TRIAL_ADMIN: 'wrong' });
  });
  it('does not listen', () => refuses(certify(file(`baseUrl: http://127.0.0.1:1\n${ADMIN}\n`)), /127\.0\.0\.1:1/));
  it('has a name that nobody knows', () =>
    rejects({ target: file(`baseUrl: http://no-such-host.invalid\n${ADMIN}\n`) }, /no-such-host\.invalid/));
  it('is another one', () => rejects({ target: file(`baseUrl: ${pageUrl}\n${ADMIN}\n`) }, /HTML/));
});

describe('a command line that makes no sense', { concurrency: 3 }, () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['unknown command', ['certifi'], /unknown command 'certifi'/],
    ['unknown option', ['certify', '--targt', 'x'], /unknown option '--targt'.*--help/],
    ['no number', ['certify', '--seed', 'x'], /--seed.*a whole number is wanted/],
    ['selects nothing', ['certify', '--grep', 'no such scenario'], /selects no scenario/],
    ['unknown tier', ['certify', '--tier', 'reckless'], /--tier reckless is not one of read-only, /],
    ['no certificate', ['verify', join(folder, 'none.json')], /none\.json: cannot be read/],
    ['not a report', ['diff', junk, junk], /not a report/],
    ['no recording', ['judge', join(folder, 'none.jsonl')], /none\.jsonl: there is no such file/],
    ['unknown option of the mock', ['mock', '--prot', '1'], /--prot/],
  ];
  for (const [name, args, message] of cases) it(name, () => refuses(args, message));
});

describe('certify, before anything is sent', () => {
  const cases: readonly (readonly [string, Partial<CertifyOptions>, RegExp])[] = [
    ['no pattern', { grep: '(' }, /^--grep \( is no regular expression/],
    ['no part', { shard: '4/3' }, /^--shard 4\/3 is no part/],
    ['too many parts', { grep: '^get-vm-list/success ', shard: '2/2' }, /too many parts$/],
    ['no place for reports', { out: join(junk, 'out') }, /cannot be written to/],
    ['no key', { sign: join(folder, 'none.pem') }, /none\.pem cannot be read/],
    ['unfit key', { sign: junk }, /is not a private key in PEM; make one/],
    ['certificate of a selection', { sign: junk, grep: 'clone' }, /about the whole suite/],
    ['certificate of nobody', { sign: junk, redact: true }, /names the server/],
    ['no baseline', { baseline: join(folder, 'none.yaml') }, /none\.yaml: cannot be read/],
    ['no baseline in it', { baseline: junk }, /bad-input.*: /],
    [
      'a tier that the target file does not permit',
      { target: file(`baseUrl: http://127.0.0.1:1\n${ADMIN}\n`), tier: ['hostile'] },
      /^--tier hostile is not permitted by the target file \(tiers: read-only\)$/,
    ],
  ];
  for (const [name, options, message] of cases) it(name, () => rejects(options, message));
});

describe('help', () => {
  it('names every command', async () => {
    const { code, stdout } = await runCommand(['--help']);
    assert.equal(code, 0);
    for (const command of ['certify', 'cleanup', 'judge', 'plan', 'verify', 'diff', 'catalogue', 'prove', 'mock'])
      assert.match(stdout, new RegExp(`^  ${command} `, 'm'));
  });
});
