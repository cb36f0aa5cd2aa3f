import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { judgeAgain } from '../../cli/judge.ts';
import { serializeReport } from '../../reporters/model/report-file.ts';
import type { Report } from '../../reporters/model/types.ts';
import { type Ended, runCommand } from '../../scripts/trials/command.ts';
import { serveMock, TARGET_ENVIRONMENT, writeTargetFile } from '../../scripts/trials/served-mock.ts';
import { RecordingError } from '../../suite/evidence/recording.ts';
import { chain, type EntryType, NO_HASH } from '../../suite/evidence/recording-chain.ts';

const folder = mkdtempSync(join(tmpdir(), 'judge-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Something of every kind: reads, actions, walks, races, uploads, NFS, summaries. */
const SOME = ['--grep', 'accepted|walk-1$|same-action|nfs|upload-image|role|^run/|answers$|crawl'];

interface Certified extends Ended {
  readonly recording: string;
  readonly lines: readonly string[];
  readonly report: string;
}

async function certified(name: string, options: readonly string[]): Promise<Certified> {
  const out = join(folder, name);
  const ended = await runCommand(['certify', '--out', out, '--quiet', ...SOME, ...options], TARGET_ENVIRONMENT);
  const recording = join(out, 'recording.jsonl');
  return {
    ...ended,
    recording,
    lines: readFileSync(recording, 'utf8').trimEnd().split('\n'),
    report: readFileSync(join(out, 'report.json'), 'utf8'),
  };
}

/** Some of the places in a file, spread over all of it. */
function places(length: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => Math.floor(((index + 0.37) * length) / count));
}

const written = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

function outcomes({ results }: Report): readonly string[] {
  return results.map(({ id, verdict }) => `${id} ${verdict.outcome}`);
}

describe('the recording of a conformant run', () => {
  let run: Certified;
  before(async () => {
    run = await certified('conformant', []);
  });

  it('gives the same report, octet for octet', async () => {
    assert.equal(run.code, 0, run.stderr + run.stdout);
    const { report, notes } = await judgeAgain(run.recording);
    assert.deepEqual(notes, []);
    assert.equal(serializeReport(report), run.report);
  });

  it('is refused when any octet of it was altered', async () => {
    const original = readFileSync(run.recording);
    for (const at of places(original.length, 6)) {
      const changed = Buffer.from(original);
      changed[at] = (changed[at] ?? 0) ^ 1;
      const file = written('altered.jsonl', changed);
      for (const incomplete of [false, true]) {
        await assert.rejects(
          judgeAgain(file, { incomplete }),
          (error) =>
            error instanceof RecordingError && error.message.startsWith(`${file}:`) && !error.message.includes('\n'),
        );
      }
    }
  });

  it('is refused when it was cut short, unless what is there is to be judged; and that is never more than incomplete', async () => {
    const opened = run.lines.findIndex((line) => line.includes('"run:opened"'));
    assert.ok(opened > 0);
    for (const at of [
      opened + 1,
      ...places(run.lines.length, 5).filter((place) => place > opened),
      run.lines.length - 1,
    ]) {
      const file = written('cut.jsonl', `${run.lines.slice(0, at).join('\n')}\n${run.lines[at]?.slice(0, 30) ?? ''}`);
      await assert.rejects(judgeAgain(file), {
        name: 'RecordingError',
        message: /; --incomplete judges what is there$/,
      });
      const { report } = await judgeAgain(file, { incomplete: true });
      assert.equal(
        report.outcome,
        'incomplete',
        `cut at line ${at}: ${outcomes(report).filter((line) => line.endsWith(' failed'))}`,
      );
      assert.equal(report.counts.failed, 0);
    }
    const early = written('early.jsonl', `${run.lines.slice(0, opened).join('\n')}\n`);
    await assert.rejects(judgeAgain(early, { incomplete: true }), {
      name: 'RecordingError',
      message: `${early}: the run ended before it had begun: there is nothing to judge`,
    });
  });

  it('is judged by another suite all the same, which is told', async () => {
    const entries = run.lines.map((line) => JSON.parse(line) as { type: EntryType; data: Record<string, unknown> });
    const header = entries[0]?.data ?? {};
    const other = {
      ...header,
      suite: 'atmos-conformance 0.0.1',
      catalogue: { version: '1.0.0.0', hash: 'f'.repeat(64) },
      run: { ...(header.run as object), xmlEngine: 'libxml2-wasm 0.0.1' },
    };
    let previous = NO_HASH;
    const lines = entries.map(({ type, data }, index) => {
      const { hash, line } = chain(type, index === 0 ? other : data, previous);
      previous = hash;
      return line;
    });
    const { report, notes } = await judgeAgain(written('other.jsonl', `${lines.join('\n')}\n`));
    assert.equal(notes.length, 3);
    assert.match(notes[0] ?? '', /^suite: recorded with atmos-conformance 0\.0\.1, judged with /);
    assert.match(notes[1] ?? '', /^catalogue: recorded with f{12}, judged with [0-9a-f]{12}/);
    assert.match(notes[2] ?? '', /^XML engine: recorded with libxml2-wasm 0\.0\.1, judged with libxml2-wasm /);
    assert.deepEqual(outcomes(report), outcomes(JSON.parse(run.report) as Report));
  });
});

describe('the recording of a nonconformant run', () => {
  it('gives the same report, octet for octet, and the same exit code on the command line', async () => {
    const mock = await serveMock([
      '--fault',
      'power-on-vm/accepted-as-ok',
      '--fault',
      'get-vm-information/no-namespace',
      '--fault',
      'every-seventh-answer-fails',
    ]);
    try {
      const run = await certified('nonconformant', ['--target', writeTargetFile(folder, mock.url)]);
      assert.equal(run.code, 1, run.stderr + run.stdout);
      const out = join(folder, 'again');
      const again = await runCommand(['judge', run.recording, '--out', out]);
      assert.equal(again.code, 1, again.stderr);
      assert.equal(again.stderr, '');
      assert.equal(readFileSync(join(out, 'report.json'), 'utf8'), run.report);
    } finally {
      await mock.close();
    }
  });
});

describe('judge on the command line', () => {
  it('refuses what is no recording with one line and exit code 2', async () => {
    const { code, stdout, stderr } = await runCommand(['judge', written('none.jsonl', 'hello\n')]);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(
      stderr,
      /^atmos-conformance: [^\n]*none\.jsonl:1: this is not a recording: the first line is no header\n$/,
    );
  });
});
