import type { Tally } from './tally.ts';

/** The part of a `test:pass` or `test:fail` event of `node:test` that counting needs. */
export interface TestEvent {
  readonly name: string;
  readonly nesting: number;
  readonly file?: string | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details: {
    readonly type?: string | undefined;
    readonly error?: Error | undefined;
    readonly duration_ms?: number | undefined;
  };
}

export interface TestFailure {
  readonly file: string | null;
  readonly name: string;
  readonly reason: Error | string | null;
}

/**
 * Counts tests, not the suites and parents that hold them: a parent is reported after its children and one level above
 * them. It counts by itself only when it fails for a reason of its own (a hook, say). The runner never mixes the
 * reports of two files, so one stack is enough.
 */
export class TestCounter {
  readonly #files: ReadonlySet<string>;
  readonly #failedFiles = new Set<string>();
  /** At each level, how many reports have had no parent yet. */
  readonly #open: number[] = [];
  #passed = 0;
  #failed = 0;

  constructor(files: readonly string[]) {
    this.#files = new Set(files);
  }

  /** Takes one event; returns the failure that it stands for, if it does. */
  count(passed: boolean, event: TestEvent): TestFailure | null {
    const holds = this.#closeChildren(event.nesting) || event.details.type === 'suite';
    if (holds && !notRun(event) && (passed || failureType(event) === 'subtestsFailed')) return null;

    const failure = this.#failureOf(passed, event);
    if (failure === null) {
      this.#passed += 1;
    } else {
      this.#failed += 1;
      if (failure.file !== null) this.#failedFiles.add(failure.file);
    }
    return failure;
  }

  failedFiles(): string[] {
    return [...this.#failedFiles].sort();
  }

  tally(): Tally {
    return { passed: this.#passed, failed: this.#failed, skipped: 0 };
  }

  #failureOf(passed: boolean, event: TestEvent): TestFailure | null {
    // The runner reports a file by its own name when it crashed, and as passed when it held no test.
    if (event.nesting === 0 && this.#files.has(event.name)) {
      return { file: event.name, name: passed ? 'holds no test' : 'crashed', reason: event.details.error ?? null };
    }
    const at = { file: event.file ?? null, name: event.name };
    if (notRun(event)) return { ...at, reason: 'a skipped test is not a passed one' };
    return passed ? null : { ...at, reason: event.details.error ?? 'failed without an error' };
  }

  #closeChildren(nesting: number): boolean {
    const children = this.#open[nesting + 1] ?? 0;
    this.#open[nesting + 1] = 0;
    this.#open[nesting] = (this.#open[nesting] ?? 0) + 1;
    return children > 0;
  }
}

function notRun({ skip, todo }: TestEvent): boolean {
  return [skip, todo].some((mark) => mark !== undefined && mark !== false);
}

function failureType(event: TestEvent): unknown {
  const error = event.details.error;
  return error !== undefined && 'failureType' in error ? error.failureType : undefined;
}
