import path from 'node:path';
import type { TestEvent } from './test-counter.ts';

const NAMED = 6;

/** How long the tests of each file took together; where tests of a file overlap, longer than the file. */
export class FileTimes {
  readonly #times = new Map<string, number>();

  add({ nesting, file, details }: TestEvent): void {
    if (nesting !== 0 || file === undefined) return;
    this.#times.set(file, (this.#times.get(file) ?? 0) + (details.duration_ms ?? 0));
  }

  /** `tests/a.test.ts 12 s, tests/b.test.ts 7 s`, the slowest first. */
  slowest(root: string): string {
    return [...this.#times]
      .sort(([, one], [, other]) => other - one)
      .slice(0, NAMED)
      .map(([file, ms]) => `${path.relative(root, file)} ${Math.round(ms / 1000)} s`)
      .join(', ');
  }
}
