import type { Catalogue } from '../catalogue/types.ts';
import { RecordingWriter } from '../evidence/recording.ts';
import type { StatedTarget } from '../target/statement.ts';
import type { FinishedRun } from './run.ts';
import type { RunOptions } from './types.ts';

/** What the header of a recording says beside who recorded what; all that judging again wants to know of the run. */
export interface RunHeader {
  /** Name and version of the XML engine. */
  readonly xmlEngine: string;
  readonly prefix: string;
  /** Ids of the scenarios that were wanted. */
  readonly scenarios: readonly string[];
  /** As the command line named it. */
  readonly targetFile?: string;
  /** For one part of several: which, of how many, and how many scenarios all parts together were to perform. */
  readonly shard?: { readonly current: number; readonly total: number; readonly scenarios: number };
}

/** Lines about the run as a whole; no scenario is called so. */
export const OPENED = 'run:opened';
export const FINISHED = 'run:finished';

export type OpenedLine = Pick<FinishedRun, 'preflight' | 'startedAt'>;
export type FinishedLine = Pick<FinishedRun, 'finishedAt' | 'stoppedBecause' | 'highestTasksInFlight'> & {
  readonly residue: FinishedRun['recorded']['residue'];
};

export interface RunRecording {
  /** To be given to the run. */
  readonly hooks: Required<Pick<RunOptions, 'onOpen' | 'onExchange' | 'onNote' | 'onEnding'>>;
  /** Writes the end; null for a run that broke off. A second call does nothing. */
  close(run: FinishedRun | null): void;
}

export interface RecordRunOptions {
  readonly file: string;
  /** Name and version of the suite. */
  readonly suite: string;
  readonly catalogue: Catalogue;
  readonly target: StatedTarget;
  readonly seed: number;
  readonly run: RunHeader;
}

/** Keeps all of a run that its verdicts are made of. */
export function recordRun(options: RecordRunOptions): RunRecording {
  const writer = new RecordingWriter(options.file, {
    suite: options.suite,
    catalogue: { version: options.catalogue.version, hash: options.catalogue.hash },
    target: options.target,
    seed: options.seed,
    started: new Date().toISOString(),
    run: { ...options.run },
  });
  let closed = false;
  return {
    hooks: {
      onOpen: (opened) => writer.scenario(OPENED, { ...opened } satisfies OpenedLine),
      onExchange: (exchange) => writer.exchange(exchange),
      onNote: (scenario, note) => writer.note(scenario, note),
      onEnding: (line) => writer.scenario(line.scenario, { ...line }),
    },
    close: (run) => {
      if (closed) return;
      closed = true;
      if (run !== null) {
        const { finishedAt, stoppedBecause, highestTasksInFlight, recorded } = run;
        writer.scenario(FINISHED, {
          finishedAt,
          stoppedBecause,
          highestTasksInFlight,
          residue: recorded.residue,
        } satisfies FinishedLine);
      }
      writer.close({
        ended: run?.finishedAt ?? new Date().toISOString(),
        complete: run !== null && run.stoppedBecause === null,
      });
    },
  };
}
