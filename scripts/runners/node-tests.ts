import { setMaxListeners } from 'node:events';
import path from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { FileTimes } from './file-times.ts';
import type { Tally } from './tally.ts';
import { TestCounter, type TestEvent } from './test-counter.ts';

/** With more files than this, those that take longest are named. */
const SLOWEST_OF = 10;

export interface NodeTestOptions {
  readonly root: string;
  /** Test files that run at the same time, each in a process of its own. */
  readonly concurrency: number;
  /** Milliseconds for one file. */
  readonly fileTimeoutMs: number;
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
}

/**
 * Runs `node:test` files and counts their tests from the runner's events. Children inherit this process's loader, so
 * TypeScript runs in them too.
 */
export async function runNodeTests(files: readonly string[], options: NodeTestOptions): Promise<Tally> {
  const { root, concurrency, fileTimeoutMs, signal, print } = options;
  const paths = files.map((file) => path.join(root, file));
  const counter = new TestCounter(paths);
  const times = new FileTimes();
  const output = new Map<string, string>();
  // The runner listens once for each file, which is no leak.
  setMaxListeners(0, signal);
  const stream = run({ files: paths, concurrency, timeout: fileTimeoutMs, signal });

  const keep = ({ file, message }: { file?: string; message: string }): void => {
    if (file !== undefined) output.set(file, (output.get(file) ?? '') + message);
  };
  const see = (passed: boolean) => (event: TestEvent) => {
    times.add(event);
    const failure = counter.count(passed, event);
    if (failure === null) return;
    print(`✘ ${failure.file === null ? '' : `${path.relative(root, failure.file)}: `}${failure.name}`);
    if (failure.reason !== null) print(indent(explain(failure.reason)));
  };
  stream.on('test:stdout', keep).on('test:stderr', keep);
  stream.on('test:pass', see(true)).on('test:fail', see(false));
  await new Promise((resolve, reject) => stream.on('end', resolve).on('error', reject).resume());

  for (const file of counter.failedFiles()) {
    const text = output.get(file)?.trimEnd();
    if (text) print(`── output of ${path.relative(root, file)} ──\n${text}`);
  }
  if (files.length > SLOWEST_OF) print(`slowest: ${times.slowest(root)}`);
  return counter.tally();
}

/** The runner wraps what a test threw; the wrapper says nothing more. */
function explain(reason: Error | string): string {
  if (typeof reason === 'string') return reason;
  return reason.cause instanceof Error ? inspect(reason.cause) : inspect(reason);
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
