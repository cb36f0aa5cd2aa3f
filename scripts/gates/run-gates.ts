import { spawn } from 'node:child_process';

/** One command that must succeed before anything is merged. */
export interface Gate {
  readonly name: string;
  /** Executable and arguments, run at the root of the project. */
  readonly command: readonly [string, ...string[]];
}

export interface GateResult {
  readonly name: string;
  readonly passed: boolean;
  readonly elapsedMs: number;
  /** Standard output and error, as they came. */
  readonly output: string;
}

/** Runs all gates at once, so that one broken gate hides no other. A command that cannot be started has not passed. */
export function runGates(gates: readonly Gate[], root: string): Promise<GateResult[]> {
  return Promise.all(gates.map((gate) => runGate(gate, root)));
}

function runGate({ name, command: [executable, ...args] }: Gate, root: string): Promise<GateResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const end = (passed: boolean): void =>
      resolve({ name, passed, output, elapsedMs: Math.round(performance.now() - started) });
    const child = spawn(executable, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    child.on('error', (error) => {
      output += `${error.message}\n`;
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}
