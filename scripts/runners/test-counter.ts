import type { Tally } from './tally.ts';

/** The part of a `test:pass` or `test:fail` event of `node:test` that counting needs. */
export interface TestEvent {
  readonly name: string;
  readonly nesting: number;
  readonly file?: string | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details: { readonly type?: string | undefined; readonly error?: Error | undefined };
}

export interface TestFailure {
  readonly file: string | null;
  readonly name: string;
  readonly reason: Error | string;
}

/**
 * Counts tests, not the suites and parents that hold them: a parent is reported after its children and one level above
 * them. It counts by itself only when it fails for a reason of its own (a hook, say).
 */
export class TestCounter {
  readonly #seen = new Map<string, number>();
  readonly #failed = new Set<string>();
  /** Per file, how many reports at each level have had no parent yet. */
  readonly #open = new Map<string, number[]>();
  #passed = 0;
  #failures = 0;

  constructor(files: readonly string[]) {
    for (const file of files) this.#seen.set(file, 0);
  }

  /** Takes one event; returns the failure that it stands for, if it does. */
  count(passed: boolean, event: TestEvent): TestFailure | null {
    // The runner reports a file without tests, and one that crashed, as a test by the file's own name.
    const isFile = event.nesting === 0 && this.#seen.has(event.name);
    if (isFile && passed) return null;

    const file = isFile ? event.name : (event.file ?? '');
    const holds = this.#closeChildren(file, event.nesting) || event.details.type === 'suite';
    if (holds && !notRun(event) && (passed || failureType(event) === 'subtestsFailed')) return null;

    this.#seen.set(file, (this.#seen.get(file) ?? 0) + 1);
    const failure = failureOf(passed, event, file === '' ? null : file);
    if (failure === null) {
      this.#passed += 1;
    } else {
      this.#failures += 1;
      this.#failed.add(file);
    }
    return failure;
  }

  filesWithoutTests(): string[] {
    return [...this.#seen].filter(([, count]) => count === 0).map(([file]) => file);
  }

  failedFiles(): string[] {
    return [...this.#failed].sort();
  }

  /** A file without a test counts as one failure. */
  tally(): Tally {
    return { passed: this.#passed, failed: this.#failures + this.filesWithoutTests().length, skipped: 0 };
  }

  #closeChildren(file: string, nesting: number): boolean {
    const open = this.#open.get(file) ?? [];
    this.#open.set(file, open);
    const children = open[nesting + 1] ?? 0;
    open[nesting + 1] = 0;
    open[nesting] = (open[nesting] ?? 0) + 1;
    return children > 0;
  }
}

function failureOf(passed: boolean, event: TestEvent, file: string | null): TestFailure | null {
  if (notRun(event)) return { file, name: event.name, reason: 'a skipped test is not a passed one' };
  if (passed) return null;
  return { file, name: event.name, reason: event.details.error ?? 'failed without an error' };
}

function notRun({ skip, todo }: TestEvent): boolean {
  return [skip, todo].some((mark) => mark !== undefined && mark !== false);
}

function failureType(event: TestEvent): unknown {
  const error = event.details.error;
  return error !== undefined && 'failureType' in error ? error.failureType : undefined;
}
