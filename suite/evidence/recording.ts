import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { chain, type EntryType, NO_HASH } from './recording-chain.ts';
import type { Exchange, StageNote } from './types.ts';

export const RECORDING_FORMAT = 'atmos-recording/1';

/** A recording is of no use. The message is one line: `FILE:LINE: what is wrong`. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
  /** Whether nothing is wrong with the recording but that it ends too early. */
  readonly unfinished: boolean;

  constructor(message: string, { unfinished = false }: { readonly unfinished?: boolean } = {}) {
    super(message);
    this.unfinished = unfinished;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export interface RecordingHeader {
  readonly format: typeof RECORDING_FORMAT;
  /** Version of the suite that recorded. */
  readonly suite: string;
  /** Hash and version of the catalogue that the run was planned from. */
  readonly catalogue: { readonly hash: string; readonly version: string };
  /** What the target file said, without credentials (suite/target/statement.ts). */
  readonly target: JsonObject;
  readonly seed: number;
  /** ISO 8601, UTC. */
  readonly started: string;
  /** Whatever else the run wants to find again when it is judged once more: options, names, XML engine. */
  readonly run?: JsonObject;
}

export interface RecordedNote {
  readonly scenario: string;
  readonly note: StageNote;
}

export interface RecordedScenario {
  readonly scenario: string;
  readonly data: JsonObject;
}

export interface RecordingFooter {
  readonly exchanges: number;
  readonly notes: number;
  readonly scenarios: number;
  /** ISO 8601, UTC. */
  readonly ended: string;
  /** False when the run was stopped before its end. */
  readonly complete: boolean;
}

export interface Recording {
  readonly header: RecordingHeader;
  /** In the order in which the answers came. */
  readonly exchanges: readonly Exchange[];
  readonly notes: readonly RecordedNote[];
  readonly scenarios: readonly RecordedScenario[];
  readonly footer: RecordingFooter;
  /** Hash of the last line, which stands for the whole file. */
  readonly hash: string;
}

/** What there is of a recording whose run was killed. */
export type UnfinishedRecording = Omit<Recording, 'footer'> & { readonly footer: RecordingFooter | null };

/** Appends to a recording as things happen. After a crash everything written so far is there, only the footer is not. */
export class RecordingWriter {
  readonly #descriptor: number;
  #previous = NO_HASH;
  #closed = false;
  readonly #count = { exchange: 0, note: 0, scenario: 0 };

  /** Creates the file, and its directory, anew and writes the header. Throws what node:fs throws. */
  constructor(file: string, header: Omit<RecordingHeader, 'format'>) {
    mkdirSync(dirname(file), { recursive: true });
    this.#descriptor = openSync(file, 'w');
    this.#write('header', { ...header, format: RECORDING_FORMAT });
  }

  exchange(exchange: Exchange): void {
    this.#count.exchange += 1;
    this.#write('exchange', exchange);
  }

  note(scenario: string, note: StageNote): void {
    this.#count.note += 1;
    this.#write('note', { scenario, note });
  }

  /** Something about a scenario that is no exchange and no note, e.g. that it was not run, and why. */
  scenario(scenario: string, data: JsonObject): void {
    this.#count.scenario += 1;
    this.#write('scenario', { scenario, data });
  }

  /** Writes the footer, flushes to disk, and gives the hash that stands for the whole file. */
  close(end: { readonly ended: string; readonly complete: boolean }): string {
    const { exchange, note, scenario } = this.#count;
    const footer: RecordingFooter = { ...end, exchanges: exchange, notes: note, scenarios: scenario };
    this.#write('footer', footer);
    this.#closed = true;
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    return this.#previous;
  }

  #write(type: EntryType, data: unknown): void {
    if (this.#closed) throw new Error('the recording is closed');
    const { line, hash } = chain(type, data, this.#previous);
    appendFileSync(this.#descriptor, `${line}\n`);
    this.#previous = hash;
  }
}
