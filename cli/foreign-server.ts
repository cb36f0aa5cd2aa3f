import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long a server may take until it answers, and until it is gone. In milliseconds. */
const START_MS = 90_000;
const STOP_MS = 3_000;
const LOOK_MS = 40;

const HOST = '127.0.0.1';
/** Lines of what a server says that are told when it does not come up. */
const TOLD = 8;

export interface ForeignServer {
  readonly port: number;
  readonly hookPort: number;
  stop(): Promise<void>;
}

/** A port of this machine that nobody uses at this moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, HOST);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** Puts values in place of `{port}`, `{hookPort}`, `{fault}` and `{variant}` of a command, fit for a shell. */
export function fillCommand(command: string, values: Readonly<Record<string, string>>): string {
  const quoted = (value: string): string =>
    /^[\w./:=,+*-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
  return command.replace(/\{(port|hookPort|fault|variant)\}/g, (_, name: string) => quoted(values[name] ?? ''));
}

/** Ends a server and whatever it started, and waits until it is gone. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, 'exit');
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-(child.pid ?? 0), name);
    } catch {
      child.kill(name);
    }
  };
  signal('SIGTERM');
  const patience = new AbortController();
  await Promise.race([gone, sleep(STOP_MS, undefined, { signal: patience.signal }).catch(() => undefined)]);
  patience.abort();
  if (child.exitCode === null && child.signalCode === null) {
    signal('SIGKILL');
    await gone;
  }
}

/** Starts a server through the shell and waits until it takes connections. Throws with what it said when it does not. */
export async function startForeignServer(
  command: string,
  values: { readonly fault: string; readonly variant: string },
): Promise<ForeignServer> {
  const port = await freePort();
  const hookPort = await freePort();
  const filled = fillCommand(command, { ...values, port: String(port), hookPort: String(hookPort) });
  // A group of its own, so that what the shell starts ends with it.
  const child = spawn(filled, { shell: true, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < TOLD) said.push(text.trimEnd());
    });
  }
  const deadline = Date.now() + START_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await stop(child);
      throw new Error(`${filled} does not listen on port ${port}: ${said.join('\n') || 'it says nothing'}`);
    }
    await sleep(LOOK_MS);
  }
  return { port, hookPort, stop: () => stop(child) };
}
