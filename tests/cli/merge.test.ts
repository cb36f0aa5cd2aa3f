import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readReport } from '../../reporters/model/report-file.ts';
import type { Report } from '../../reporters/model/types.ts';
import { type Ended, runCommand } from '../../scripts/trials/command.ts';
import { serveMock, TARGET_ENVIRONMENT, writeTargetFile } from '../../scripts/trials/served-mock.ts';
import { ENGINE_VARIABLE } from '../../suite/xml/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'merge-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Both chains, walks that rest on others, what both faults touch, and all that judges the whole. */
const SOME =
  '^(clone|power-on)-vm/|^life-cycle/powered-off-|upload-image|nfs|get-vm-information|^run/|/answers$|set-up';
const FAULTS = ['clone-vm/duplicate-as-invalid-state', 'get-vm-information/no-namespace'];

const at = (name: string): string => join(folder, name);
const parts = ['part-1', 'part-2', 'part-3'].map(at);
const merge = (folders: readonly string[], ...more: readonly string[]): Promise<Ended> =>
  runCommand(['merge', ...folders, '--out', at('merged'), ...more]);
const merged = (): Report => readReport(join(at('merged'), 'report.json'));

/**
 * What the run says of the server; not how often, since every part looks around before it begins, and not what setting
 * the stage came to: how many VMs have to be made for a scenario depends on those that ran before.
 */
function said({ results, outcome, complete, codes }: Report): readonly string[] {
  return [
    `${outcome} ${complete}`,
    ...results.flatMap(({ id, family, verdict }) => {
      if (family === 'set-up') return [];
      const findings =
        verdict.outcome === 'failed' ? verdict.findings.map(({ check, requirement }) => `${check} ${requirement}`) : [];
      return [id, verdict.outcome, ...new Set(findings.toSorted())].join(' ');
    }),
    ...codes.map(({ code, outcome: found, scenarios }) => {
      const byTheWay = found === 'passed' && scenarios.every((id) => id.startsWith('set-up/'));
      return `${code} ${byTheWay || found === 'inapplicable' ? 'not asked for' : found}`;
    }),
  ];
}

describe('three parts of a run against one server', () => {
  let whole: Report;

  before(async () => {
    const mock = await serveMock(FAULTS.flatMap((fault) => ['--fault', fault]));
    try {
      const target = writeTargetFile(folder, mock.url);
      const certify = (out: string, ...more: readonly string[]): Promise<Ended> =>
        runCommand(
          ['certify', '--quiet', '--target', target, '--grep', SOME, '--out', out, ...more],
          TARGET_ENVIRONMENT,
        );
      const ended = await certify(at('whole'));
      assert.equal(ended.code, 1, ended.stderr);
      whole = readReport(join(at('whole'), 'report.json'));
      for (const [index, part] of parts.entries()) {
        const { code, stderr } = await certify(part, '--shard', `${index + 1}/3`);
        assert.ok(code === 0 || code === 1, stderr);
        assert.match(stderr, new RegExp(`part ${index + 1} of 3; atmos-conformance merge `));
      }
    } finally {
      await mock.close();
    }
  });

  it('make the report that one run makes: the same verdicts for the same reasons, the same codes', async () => {
    const { code, stderr } = await merge(parts);
    assert.equal(code, 1, stderr);
    assert.ok(whole.counts.failed >= 3 && whole.counts.passed > 60, JSON.stringify(whole.counts));
    const once = new Set(said(whole));
    assert.deepEqual(
      said(merged()).filter((line) => !once.has(line)),
      [],
    );
    assert.equal(said(merged()).length, once.size);
    const seqs = merged().exchanges.map(({ seq }) => seq);
    assert.equal(new Set(seqs).size, seqs.length);
    const requests = parts.map((part) => readReport(join(part, 'report.json')).counts.requests);
    assert.equal(
      merged().counts.requests,
      requests.reduce((a, b) => a + b),
    );
  });

  it('are incomplete without one of them, and say which', async () => {
    const [first = '', second = '', third = ''] = parts;
    const { code } = await merge([third, first]);
    assert.equal(code, 1);
    assert.deepEqual([merged().complete, merged().stoppedBecause], [false, 'missing: shard 2 of 3']);
    const without = (await merge([second])).code;
    assert.ok(without === 1 || without === 3);
    assert.equal(merged().stoppedBecause, 'missing: shard 1 of 3, shard 3 of 3');
  });

  it('are refused, in one line, when they do not make one whole', async () => {
    const [first = '', second = ''] = parts;
    const cut = at('cut');
    cpSync(second, cut, { recursive: true });
    const lines = readFileSync(join(cut, 'recording.jsonl'), 'utf8').split('\n');
    writeFileSync(join(cut, 'recording.jsonl'), lines.slice(0, -20).join('\n'));
    const key = at('no-key.pem');
    for (const [told, folders, ...more] of [
      [/part 1 is there twice: /, [first, first]],
      [/whole: this run was no part of several/, [first, at('whole')]],
      [/nowhere.*recording\.jsonl/, [at('nowhere')]],
      [/--incomplete judges what is there$/m, [first, cut]],
      [/is the folder of a part/, parts, '--out', first],
      [/these parts hold \d+ of its \d+ scenarios/, parts, '--sign', key],
      [/--sign does not go with --redact|these parts hold/, parts, '--sign', key, '--redact'],
    ] as const) {
      const { code, stderr } = await merge(folders, ...more);
      assert.equal(code, 2, stderr);
      assert.match(stderr, told);
      assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
    }
    const elsewhere = await runCommand(['merge', ...parts, '--out', at('merged'), '--sign', key], {
      [ENGINE_VARIABLE]: 'libxml2-wasm',
    });
    assert.equal(elsewhere.code, 2, elsewhere.stderr);
    // Where only one engine can be had, the parts are of the same suite and merely too few.
    const another = whole.xmlEngine.startsWith('libxmljs2');
    assert.match(
      elsewhere.stderr,
      another ? /what one suite saw and judged: .*XML engine: recorded with/ : /these parts hold/,
    );
    await merge([first, cut, parts[2] ?? ''], '--incomplete');
    assert.equal(merged().complete, false);
    assert.match(merged().stoppedBecause ?? '', /the recording ends without an end of the run/);
  });
});
