import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type {
  RecordedNote,
  RecordedScenario,
  Recording,
  RecordingFooter,
  RecordingHeader,
  UnfinishedRecording,
} from './recording.ts';
import { RecordingError } from './recording.ts';
import { chain, type Entry, NO_HASH } from './recording-chain.ts';
import type { Exchange } from './types.ts';

const schema: object = JSON.parse(
  readFileSync(new URL('../../schemas/json/recording.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile<Entry>(schema);

/**
 * Reads a recording and proves that it is whole: every line as it was written and after the one before, and the footer
 * at the end. Throws RecordingError with one line that says which line is not.
 */
export function readRecording(file: string): Recording {
  const { footer, ...rest } = readAll(file, false);
  if (footer !== null) return { ...rest, footer };
  const lines = 1 + rest.exchanges.length + rest.notes.length + rest.scenarios.length;
  throw new RecordingError(
    `${file}:${lines}: the recording ends here without a footer: the run was killed, or lines are missing`,
    { unfinished: true },
  );
}

/** The same, but the recording may end anywhere, as a kill leaves it; a last line that was cut short is passed over. */
export function readUnfinished(file: string): UnfinishedRecording {
  return readAll(file, true);
}

function readAll(file: string, mayBeCut: boolean): UnfinishedRecording {
  let header: RecordingHeader | undefined;
  let footer: RecordingFooter | undefined;
  const exchanges: Exchange[] = [];
  const notes: RecordedNote[] = [];
  const scenarios: RecordedScenario[] = [];
  let previous = NO_HASH;
  let number = 0;

  for (const { bytes, ended } of linesOf(file)) {
    number += 1;
    const fail = (message: string): RecordingError => new RecordingError(`${file}:${number}: ${message}`);
    if (mayBeCut && !ended && header !== undefined && footer === undefined) break;
    if (footer !== undefined) throw fail('something stands after the footer');
    const entry = parseEntry(bytes.toString('utf8'));
    if (header === undefined && (entry === undefined || entry.type !== 'header')) {
      throw fail('this is not a recording: the first line is no header');
    }
    if (!ended) {
      const message = `${file}:${number}: the recording is cut off in the middle of this line`;
      throw new RecordingError(message, { unfinished: true });
    }
    if (entry === undefined) throw fail('the line was altered: it is no entry of a recording');
    if (entry.previous !== previous)
      throw fail('the line does not follow the one before: something was taken out, put in or moved');
    if (!Buffer.from(chain(entry.type, entry.data, previous).line).equals(bytes))
      throw fail('the line was altered: its hash is not the one of its content');
    previous = entry.hash;

    // The schema has checked what `data` holds for each type.
    switch (entry.type) {
      case 'header':
        if (header !== undefined) throw fail('there is a second header');
        header = entry.data as RecordingHeader;
        break;
      case 'exchange':
        exchanges.push(entry.data as Exchange);
        break;
      case 'note':
        notes.push(entry.data as RecordedNote);
        break;
      case 'scenario':
        scenarios.push(entry.data as RecordedScenario);
        break;
      case 'footer':
        footer = entry.data as RecordingFooter;
        checkCounts(footer, { exchanges, notes, scenarios }, fail);
    }
  }
  if (header === undefined) throw new RecordingError(`${file}:1: this is not a recording: the file is empty`);
  return { header, exchanges, notes, scenarios, footer: footer ?? null, hash: previous };
}

function checkCounts(
  footer: RecordingFooter,
  found: Pick<Recording, 'exchanges' | 'notes' | 'scenarios'>,
  fail: (message: string) => RecordingError,
): void {
  for (const kind of ['exchanges', 'notes', 'scenarios'] as const) {
    if (footer[kind] !== found[kind].length)
      throw fail(`the footer counts ${footer[kind]} ${kind}, and there are ${found[kind].length}`);
  }
}

function parseEntry(text: string): Entry | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return validate(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The lines of a file, read piece by piece: a recording may be larger than a string can be. */
function* linesOf(file: string): Generator<{ readonly bytes: Buffer; readonly ended: boolean }> {
  const descriptor = open(file);
  try {
    const buffer = Buffer.alloc(1024 * 1024);
    let rest: Buffer[] = [];
    for (let size = readSync(descriptor, buffer); size > 0; size = readSync(descriptor, buffer)) {
      let from = 0;
      for (let to = buffer.indexOf(10); to >= 0 && to < size; to = buffer.indexOf(10, from)) {
        rest.push(buffer.subarray(from, to));
        yield { bytes: Buffer.concat(rest), ended: true };
        rest = [];
        from = to + 1;
      }
      rest.push(Buffer.from(buffer.subarray(from, size)));
    }
    const last = Buffer.concat(rest);
    if (last.length > 0) yield { bytes: last, ended: false };
  } finally {
    closeSync(descriptor);
  }
}

function open(file: string): number {
  try {
    return openSync(file, 'r');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new RecordingError(
      `${file}: ${code === 'ENOENT' ? 'there is no such file' : `the file cannot be read (${code})`}`,
    );
  }
}
