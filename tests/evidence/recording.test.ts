import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import { toBody } from '../../suite/evidence/body.ts';
import { readRecording, readUnfinished } from '../../suite/evidence/read-recording.ts';
import { RecordingError, RecordingWriter } from '../../suite/evidence/recording.ts';
import { chain, NO_HASH } from '../../suite/evidence/recording-chain.ts';
import type { Exchange } from '../../suite/evidence/types.ts';

function exchange(seq: number, text = `<a>${seq} é \uFFFD \u2028</a>`): Exchange {
  return {
    seq,
    scenario: 'power-off-vm/accepted',
    step: 'call',
    operation: seq === 2 ? null : 'power-off-vm',
    principal: 'admin',
    parameters: { 'vm-name': 'vm 1', 'org-name': 'acme' },
    attempt: 1,
    request: { method: 'POST', url: 'http://h/x', headers: [['Accept', '*/*']], body: null, placeholders: ['P'] },
    response:
      seq === 3
        ? null
        : {
            status: 202,
            reason: 'Accepted',
            headers: [
              ['Via', 'a'],
              ['Via', 'b'],
            ],
            body: toBody(Buffer.from(text), 1_000_000),
          },
    failure: seq === 3 ? { kind: 'reset', message: 'gone' } : null,
    startedAt: '2026-01-02T03:04:05.678Z',
    elapsedMs: 1.234,
    sentMs: 0.5,
  };
}

const HEADER = {
  suite: '0.1.0',
  catalogue: { hash: 'abc', version: '1.0.0.0' },
  target: { name: 'mock' },
  seed: 42,
  started: '2026-01-02T03:04:05.000Z',
};
const END = { ended: '2026-01-02T04:00:00.000Z', complete: true };

function fileOf(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'recording-'));
  t.after(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'deep', 'run.jsonl');
}

/** A recording of three exchanges, two notes and a scenario: eight lines. */
function record(t: TestContext): { readonly file: string; readonly hash: string; readonly lines: readonly string[] } {
  const file = fileOf(t);
  const writer = new RecordingWriter(file, HEADER);
  writer.exchange(exchange(2));
  writer.note('power-off-vm/accepted', { kind: 'lease', text: 'vm 1', data: { b: 1, a: [null, true] } });
  writer.exchange(exchange(1));
  writer.scenario('reset-vm/accepted', { outcome: 'untested', reason: 'no VM' });
  writer.note('power-off-vm/accepted', { kind: 'end', text: '' });
  writer.exchange(exchange(3));
  const hash = writer.close(END);
  return { file, hash, lines: readFileSync(file, 'utf8').trimEnd().split('\n') };
}

function refuses(file: string, content: string | Uint8Array, message: string): void {
  writeFileSync(file, content);
  assert.throws(
    () => readRecording(file),
    (error: unknown) => {
      assert.ok(error instanceof RecordingError);
      assert.equal(error.message, `${file}${message}`);
      return true;
    },
  );
}

describe('a recording', () => {
  it('gives back what was written, in the order of writing', (t) => {
    const { file, hash, lines } = record(t);
    assert.equal(lines.length, 8);
    assert.deepEqual(readRecording(file), {
      header: { ...HEADER, format: 'atmos-recording/1' },
      exchanges: [exchange(2), exchange(1), exchange(3)],
      notes: [
        { scenario: 'power-off-vm/accepted', note: { kind: 'lease', text: 'vm 1', data: { b: 1, a: [null, true] } } },
        { scenario: 'power-off-vm/accepted', note: { kind: 'end', text: '' } },
      ],
      scenarios: [{ scenario: 'reset-vm/accepted', data: { outcome: 'untested', reason: 'no VM' } }],
      footer: { ...END, exchanges: 3, notes: 2, scenarios: 1 },
      hash,
    });
  });

  it('is the same file for the same observations', (t) => {
    assert.deepEqual(record(t).lines, record(t).lines);
  });

  it('may have lines longer than what is read at a time', (t) => {
    const file = fileOf(t);
    const writer = new RecordingWriter(file, HEADER);
    const long = [1, 2, 4].map((seq) => exchange(seq, 'x'.repeat(900_000)));
    for (const each of long) writer.exchange(each);
    writer.close(END);
    assert.deepEqual(readRecording(file).exchanges, long);
  });

  it('may be of a run that made no exchange or was stopped', (t) => {
    const file = fileOf(t);
    const writer = new RecordingWriter(file, { ...HEADER, run: { grep: 'x' } });
    const hash = writer.close({ ...END, complete: false });
    const recording = readRecording(file);
    assert.deepEqual(recording.exchanges, []);
    assert.deepEqual(recording.header.run, { grep: 'x' });
    assert.equal(recording.footer.complete, false);
    assert.equal(recording.hash, hash);
    assert.throws(() => writer.exchange(exchange(1)), /the recording is closed/);
  });

  it('has every line on the disk before the next thing happens', (t) => {
    const file = fileOf(t);
    const writer = new RecordingWriter(file, HEADER);
    for (let seq = 1; seq <= 3; seq += 1) {
      writer.exchange(exchange(seq));
      assert.equal(readFileSync(file, 'utf8').split('\n').length, seq + 2);
    }
    writer.close(END);
  });
});

describe('a recording of a killed run', () => {
  it('can be read as far as it goes, and only so', (t) => {
    const { file, lines } = record(t);
    for (let kept = 1; kept < lines.length; kept += 1) {
      for (const rest of ['', lines[kept]?.slice(0, 40) ?? '']) {
        writeFileSync(file, `${lines.slice(0, kept).join('\n')}\n${rest}`);
        const { header, exchanges, notes, scenarios, footer } = readUnfinished(file);
        assert.equal(header.suite, HEADER.suite);
        assert.equal(1 + exchanges.length + notes.length + scenarios.length, kept);
        assert.equal(footer, null);
        assert.throws(() => readRecording(file), { name: 'RecordingError', unfinished: true });
      }
    }
  });

  it('is refused when a line of it was altered, and is whole when its footer is there', (t) => {
    const { file, lines } = record(t);
    assert.deepEqual(readUnfinished(file), readRecording(file));
    writeFileSync(file, `${lines.toSpliced(2, 1).slice(0, 4).join('\n')}\n`);
    assert.throws(() => readUnfinished(file), { name: 'RecordingError', unfinished: false });
    writeFileSync(file, '{"da');
    assert.throws(() => readUnfinished(file), { name: 'RecordingError', unfinished: false });
  });
});

describe('a recording is refused', () => {
  const cutOff = 'the recording ends here without a footer: the run was killed, or lines are missing';
  const altered = 'the line was altered: its hash is not the one of its content';
  const moved = 'the line does not follow the one before: something was taken out, put in or moved';

  it('when it is none', (t) => {
    const { file, lines } = record(t);
    assert.throws(() => readRecording(`${file}.none`), {
      name: 'RecordingError',
      message: `${file}.none: there is no such file`,
    });
    refuses(file, '', ':1: this is not a recording: the file is empty');
    for (const text of ['hello\n', '{}\n', '\n', '{"a":1}', `${lines[1]}\n`]) {
      refuses(file, text, ':1: this is not a recording: the first line is no header');
    }
  });

  it('when it was cut short, at every line and within lines', (t) => {
    const { file, lines } = record(t);
    for (let kept = 1; kept < lines.length; kept += 1) {
      refuses(file, `${lines.slice(0, kept).join('\n')}\n`, `:${kept}: ${cutOff}`);
      const half = lines[kept]?.slice(0, 40) ?? '';
      refuses(
        file,
        [...lines.slice(0, kept), half].join('\n'),
        `:${kept + 1}: the recording is cut off in the middle of this line`,
      );
    }
    refuses(file, lines.join('\n'), ':8: the recording is cut off in the middle of this line');
  });

  it('when any octet of it was altered', (t) => {
    const { file } = record(t);
    const original = readFileSync(file);
    for (let at = 0; at < original.length; at += 7) {
      const changed = Buffer.from(original);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(file, changed);
      assert.throws(() => readRecording(file), RecordingError, `octet ${at}`);
    }
    writeFileSync(file, original);
    readRecording(file);
  });

  it('when a line was altered, with or without a new hash', (t) => {
    const { file, lines } = record(t);
    const swap = (index: number, line: string): string => `${lines.toSpliced(index, 1, line).join('\n')}\n`;
    refuses(file, swap(1, lines[1]?.replace('"status":202', '"status":200') ?? ''), `:2: ${altered}`);
    refuses(file, swap(1, `${lines[1]} `), `:2: ${altered}`);
    refuses(
      file,
      swap(1, lines[1]?.replace('"admin"', '"root"') ?? ''),
      ':2: the line was altered: it is no entry of a recording',
    );
    const first = JSON.parse(lines[0] ?? '') as { hash: string };
    const forged = chain('exchange', exchange(9), first.hash).line;
    refuses(file, swap(1, forged), `:3: ${moved}`);
  });

  it('when lines were taken out, put in or moved', (t) => {
    const { file, lines } = record(t);
    const write = (list: readonly (string | undefined)[]): string => `${list.join('\n')}\n`;
    refuses(file, write(lines.toSpliced(2, 1)), `:3: ${moved}`);
    refuses(file, write(lines.toSpliced(2, 0, lines[1] ?? '')), `:3: ${moved}`);
    refuses(file, write([lines[0], lines[2], lines[1], ...lines.slice(3)]), `:2: ${moved}`);
    refuses(file, write([...lines, lines[0]]), ':9: something stands after the footer');
    refuses(file, write(lines.toSpliced(3, 0, '')), ':4: the line was altered: it is no entry of a recording');
  });

  it('when its footer counts otherwise, or there is a second header', (t) => {
    const file = fileOf(t);
    new RecordingWriter(file, HEADER).close(END);
    const head = { ...HEADER, format: 'atmos-recording/1' };
    const header = chain('header', head, NO_HASH);
    const counts = { ...END, exchanges: 1, notes: 0, scenarios: 0 };
    const footer = chain('footer', counts, header.hash);
    refuses(file, `${header.line}\n${footer.line}\n`, ':2: the footer counts 1 exchanges, and there are 0');
    const again = chain('header', head, header.hash);
    refuses(file, `${header.line}\n${again.line}\n`, ':2: there is a second header');
  });
});
