/** A terminal and the program that started this one may both pass on the same Ctrl-C. */
const SAME_SIGNAL_MS = 1000;

export interface StopSignal {
  readonly signal: AbortSignal;
  /** Gives the signals back to whoever had them. */
  release(): void;
}

/** SIGINT and SIGTERM stop a run, which then cleans up; a second one ends the process at once. */
export function stopSignal(onStop: () => void): StopSignal {
  const stop = new AbortController();
  let stoppedAt = 0;
  const handle = (name: NodeJS.Signals): void => {
    if (!stop.signal.aborted) {
      stoppedAt = performance.now();
      stop.abort(`stopped by ${name}`);
      onStop();
    } else if (performance.now() - stoppedAt > SAME_SIGNAL_MS) {
      release();
      process.kill(process.pid, name);
    }
  };
  const release = (): void => {
    process.off('SIGINT', handle);
    process.off('SIGTERM', handle);
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return { signal: stop.signal, release };
}
