import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import { type CleanUpOptions, cleanUpAfter } from '../../cli/clean-up.ts';
import { leftoverLines } from '../../cli/ledger-lines.ts';
import { UsageError } from '../../cli/usage-error.ts';
import { FAULTS } from '../../mock/faults/index.ts';
import type { Fault } from '../../mock/faults/types.ts';
import { type ListenOptions, type RunningMock, startMock } from '../../mock/start.ts';
import { runCommand } from '../../scripts/trials/command.ts';
import { TARGET_ENVIRONMENT, writeTargetFile } from '../../scripts/trials/served-mock.ts';
import { Ledger, type Resource } from '../../suite/session/ledger.ts';
import { LedgerError, readLedger } from '../../suite/session/read-ledger.ts';

Object.assign(process.env, TARGET_ENVIRONMENT);

interface Place {
  readonly mock: RunningMock;
  readonly folder: string;
  readonly target: string;
}

async function place(t: TestContext, options: ListenOptions = {}): Promise<Place> {
  const mock = await startMock({ seed: 1, ...options });
  t.after(() => mock.close());
  const folder = mkdtempSync(join(tmpdir(), 'cleanup-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return { mock, folder, target: writeTargetFile(folder, mock.url) };
}

async function cleanUp(options: Omit<CleanUpOptions, 'wait'>): Promise<{ code: number; lines: readonly string[] }> {
  const lines: string[] = [];
  const code = await cleanUpAfter({ wait: '1ms', ...options }, (line) => lines.push(line));
  return { code, lines };
}

/** Machines of the organisation that the administrator works in, `VDC/name`. */
function machines({ mock }: Place): readonly string[] {
  mock.service.settle();
  const vdcs = mock.service.world.organizations.get('caas')?.vdcs.values() ?? [];
  return [...vdcs].flatMap((vdc) => [...vdc.machines.keys()].map((name) => `${vdc.name}/${name}`)).sort();
}

function images({ mock }: Place): readonly string[] {
  return [...(mock.service.world.organizations.get('caas')?.images.keys() ?? [])];
}

/** A ledger of a run that was killed, as its lines are. */
function ledgerOf(
  { folder, mock }: Pick<Place, 'folder' | 'mock'>,
  found: readonly Resource[],
  made: readonly Resource[],
): string {
  const file = join(folder, 'ledger-ctaaaaa.jsonl');
  const ledger = new Ledger(file);
  ledger.begin({ prefix: 'ctaaaaa', target: mock.url, organization: 'caas', startedAt: '2026-01-02T03:04:05.000Z' });
  ledger.found(found, []);
  for (const resource of made) ledger.intend(resource);
  ledger.close();
  return file;
}

const vm = (path: string): Resource => {
  const [vdc = '', name = ''] = path.split('/');
  return { kind: 'vm', organization: 'caas', vdc, name };
};

describe('cleanup by ledger', () => {
  it('removes what the ledger holds, newest first, and nothing that was there before', async (t) => {
    const here = await place(t);
    const [first = '', second = '', third = ''] = machines(here);
    const file = ledgerOf(here, [vm(third)], [vm(first), vm(second), vm(third), vm('caasvdc/never-made')]);
    const image: Resource = { kind: 'image', organization: 'caas', name: 'gateway-image' };
    const ledger = Ledger.resume(file);
    ledger.intend(image);
    ledger.close();

    const rest = machines(here);
    const dry = await cleanUp({ target: here.target, ledger: file, dryRun: true });
    const wanted = ['image gateway-image', `VM ${second}`, `VM ${first}`];
    assert.deepEqual(dry, {
      code: 3,
      lines: [...wanted.map((what) => `would remove ${what}`), `residue: ${wanted.join(', ')}`],
    });
    assert.deepEqual(machines(here), rest);

    const { code, lines } = await cleanUp({ target: here.target, ledger: file });
    assert.deepEqual([...lines].sort(), [...wanted.map((what) => `removed ${what}`), 'residue: none'].sort());
    assert.equal(lines.at(-1), 'residue: none');
    assert.equal(code, 0);
    assert.deepEqual(
      machines(here),
      rest.filter((name) => name !== first && name !== second),
    );
    assert.deepEqual(images(here), ['base-image']);
    assert.deepEqual(readLedger(file).remaining, []);
    assert.deepEqual(await cleanUp({ target: here.target, ledger: file }), { code: 0, lines: ['residue: none'] });
  });

  it('looks into every VDC for a VM whose VDC was never learned', async (t) => {
    const here = await place(t);
    const second = machines(here).find((name) => name.startsWith('caasvdc2/')) ?? '';
    const { vdc: _, ...anywhere } = vm(second);
    const file = ledgerOf(here, [], [anywhere]);
    const { code, lines } = await cleanUp({ target: here.target, ledger: file });
    assert.deepEqual(lines, [`removed VM ${anywhere.name}`, 'residue: none']);
    assert.equal(code, 0);
    assert.equal(machines(here).includes(second), false);
  });

  it('tells what a server does not let go of, and why', async (t) => {
    const fault = FAULTS.find(({ id }) => id === 'delete-vm/without-effect');
    const here = await place(t, { faults: fault === undefined ? [] : [fault] });
    const off = [
      ...(here.mock.service.world.organizations.get('caas')?.vdcs.get('caasvdc')?.machines.values() ?? []),
    ].find((one) => one.state === 'powered-off');
    const file = ledgerOf(here, [], [vm(`caasvdc/${off?.name}`)]);
    const { code, lines } = await cleanUp({ target: here.target, ledger: file });
    assert.deepEqual(lines, [
      `left VM caasvdc/${off?.name}: it was deleted and is still listed`,
      `residue: VM caasvdc/${off?.name}`,
    ]);
    assert.equal(code, 3);
    assert.equal(readLedger(file).remaining.length, 1);
  });

  it('powers off what is not deleted while it runs, where only the task tells', async (t) => {
    let isRunning = (_name: string): boolean => false;
    const fault: Fault = {
      id: 'delete-vm/fails-while-running',
      title: 'the task that deletes a running machine fails',
      description: 'The call is accepted all the same.',
      kind: 'behaviour',
      operation: 'delete-vm',
      apply: () => ({
        policies: (base) => ({
          taskOutcome: (task, call) =>
            call.operation === 'delete-vm' && isRunning(call.parameters['vm-name'] ?? '')
              ? 'failed'
              : base.taskOutcome(task, call),
        }),
      }),
    };
    const here = await place(t, { faults: [fault], behaviour: { deleteStates: ['powered-off', 'powered-on'] } });
    const inVdc = here.mock.service.world.organizations.get('caas')?.vdcs.get('caasvdc')?.machines;
    isRunning = (name) => inVdc?.get(name)?.state === 'powered-on';
    const running = [...(inVdc?.values() ?? [])].find(({ state }) => state === 'powered-on');
    const file = ledgerOf(here, [], [vm(`caasvdc/${running?.name}`)]);
    const { code, lines } = await cleanUp({ target: here.target, ledger: file });
    assert.deepEqual(lines, [`removed VM caasvdc/${running?.name}`, 'residue: none']);
    assert.equal(code, 0);
  });

  it('needs a ledger of this server that can be read', async (t) => {
    const here = await place(t);
    const { target, folder } = here;
    const refuses = (ledger: string, message: RegExp, type: typeof LedgerError | typeof UsageError): Promise<void> =>
      assert.rejects(
        cleanUp({ target, ledger }),
        (error) => error instanceof type && message.test(error.message) && !error.message.includes('\n'),
      );
    await refuses(join(folder, 'none.jsonl'), /none\.jsonl: there is no such ledger$/, LedgerError);
    await refuses(folder, /: the ledger cannot be read \(EISDIR\)$/, LedgerError);
    writeFileSync(join(folder, 'garbage'), 'hello\nworld\n');
    await refuses(join(folder, 'garbage'), /garbage:1: this is no line of a ledger/, LedgerError);
    writeFileSync(join(folder, 'other'), 'hello');
    await refuses(join(folder, 'other'), /other: this is not a ledger$/, LedgerError);
    const elsewhere = ledgerOf({ folder, mock: { ...here.mock, url: 'http://127.0.0.1:1' } }, [], []);
    await refuses(
      elsewhere,
      /is of a run against http:\/\/127\.0\.0\.1:1, and the target file names http.*--prefix ctaaaaa/,
      UsageError,
    );
  });

  it('has nothing to do for a run that was killed before it made anything', async (t) => {
    const { target, folder } = await place(t);
    for (const text of ['', '{"event":"ru']) {
      const file = join(folder, 'early.jsonl');
      writeFileSync(file, text);
      const { code, lines } = await cleanUp({ target, ledger: file });
      assert.deepEqual(lines, [`${file}: the run was killed before it made anything`, 'residue: none']);
      assert.equal(code, 0);
    }
  });
});

describe('cleanup by prefix', () => {
  it('removes VMs of all VDCs and images whose names begin so, and no others', async (t) => {
    const here = await place(t);
    const all = machines(here);
    const name = all.find((one) => one.startsWith('caasvdc2/'))?.split('/')[1] ?? '';
    const alike = all.filter((one) => one.split('/')[1]?.startsWith(name));
    const dry = await cleanUp({ target: here.target, prefix: name, dryRun: true });
    assert.equal(dry.code, 3);
    assert.deepEqual(dry.lines.slice(0, -1).toSorted(), alike.map((one) => `would remove VM ${one}`).toSorted());
    const { code, lines } = await cleanUp({ target: here.target, prefix: name });
    assert.equal(code, 0);
    assert.equal(lines.at(-1), 'residue: none');
    assert.deepEqual(
      machines(here),
      all.filter((one) => !alike.includes(one)),
    );
    assert.deepEqual(await cleanUp({ target: here.target, prefix: 'gate' }), {
      code: 0,
      lines: ['removed image gateway-image', 'residue: none'],
    });
    assert.deepEqual(images(here), ['base-image']);
    assert.deepEqual(await cleanUp({ target: here.target, prefix: 'gate', dryRun: true }), {
      code: 0,
      lines: ['residue: none'],
    });
  });

  it('takes no prefix that others could have', async (t) => {
    const { target } = await place(t);
    for (const options of [{ prefix: 'cta' }, { prefix: '' }, {}, { prefix: 'ctaaaaa', ledger: 'x' }]) {
      await assert.rejects(cleanUp({ target, ...options }), UsageError);
    }
  });

  it('ends with exit code 2 on the command line when it makes no sense', async (t) => {
    const { target } = await place(t);
    const { code, stdout, stderr } = await runCommand(
      ['cleanup', '--target', target, '--ledger', join(target, 'none')],
      TARGET_ENVIRONMENT,
    );
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^atmos-conformance: [^\n]+\n$/);
  });
});

describe('ledgers of earlier runs', () => {
  it('are mentioned while something is left in them', async (t) => {
    const here = await place(t);
    assert.deepEqual(leftoverLines(here.folder, 'target.yaml'), []);
    const file = ledgerOf(here, [], [vm('caasvdc/ctaaaaaaax')]);
    assert.deepEqual(leftoverLines(here.folder, 'my target.yaml'), [
      `1 resource of run ctaaaaa may still be on ${here.mock.url}, unless it is still going: atmos-conformance cleanup --target 'my target.yaml' --ledger ${file}`,
    ]);
    await cleanUp({ target: here.target, ledger: file });
    assert.deepEqual(leftoverLines(here.folder, 'target.yaml'), []);
    mkdirSync(join(here.folder, 'ledger-folder.jsonl'));
    assert.match(leftoverLines(here.folder, 'target.yaml')[0] ?? '', /cannot be read \(EISDIR\)$/);
  });
});
