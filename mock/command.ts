import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Behaviour } from './domain/behaviour.ts';
import { FAULTS } from './faults/index.ts';
import type { Fault } from './faults/types.ts';
import { samplePackage } from './packages/sample-package.ts';
import { USERS } from './seed.ts';
import { type ListenOptions, startMock } from './start.ts';
import { VARIANTS } from './variants/index.ts';
import type { Variant } from './variants/types.ts';

/** A command line that makes no sense: told in one line, exit code 2. */
class UsageError extends Error {}

const OPTIONS = {
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  seed: { type: 'string' },
  'task-time': { type: 'string' },
  'hook-port': { type: 'string' },
  'base-path': { type: 'string', default: '' },
  variant: { type: 'string', multiple: true },
  fault: { type: 'string', multiple: true },
  'vm-quota': { type: 'string' },
  'public-ip-quota': { type: 'string' },
  'image-quota': { type: 'string' },
  'image-size-quota': { type: 'string' },
  'write-image': { type: 'string' },
  list: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const HELP = `mock [options]    a compute service that follows the guide, on a port of this machine
  --port N               port to listen on (0: a free one)
  --host ADDRESS         address to listen on (127.0.0.1)
  --seed N               seed of the data (printed; a random one by default)
  --task-time TIME       how long tasks run, e.g. 500ms or 2s (0)
  --hook-port N          offer the test hook of docs/test-hook.md on this port (off)
  --base-path PATH       path before the version, e.g. /api
  --variant ID           differ in something the guide leaves open; repeatable
  --fault ID             be wrong in one way; repeatable
  --vm-quota N, --public-ip-quota N, --image-quota N, --image-size-quota OCTETS
  --write-image FILE     write a small image that can be uploaded, and stop
  --list variants|faults print what there is to choose from
`;

function wholeNumber(name: string, text: string, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most) throw new UsageError(`--${name} needs a whole number, not "${text}"`);
  return value;
}

/** Reads `250`, `250ms`, `2s` or `1.5m` as milliseconds. */
export function readDuration(name: string, text: string): number {
  const [, amount = '', unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? [];
  if (amount === '') throw new UsageError(`--${name} needs a time such as 500ms or 2s, not "${text}"`);
  return Number(amount) * ({ ms: 1, s: 1000, m: 60_000 }[unit] ?? 1);
}

function choose<T extends { readonly id: string }>(
  name: string,
  all: readonly T[],
  ids: readonly string[],
): readonly T[] {
  return ids.map((id) => {
    const found = all.find((one) => one.id === id);
    if (found === undefined) throw new UsageError(`there is no ${name} "${id}"; --list ${name}s shows all`);
    return found;
  });
}

type Values = ReturnType<typeof parse>;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function behaviourOf(values: Values): Partial<Behaviour> {
  const {
    'task-time': time,
    'vm-quota': vm,
    'public-ip-quota': ip,
    'image-quota': images,
    'image-size-quota': size,
  } = values;
  return {
    ...(time === undefined ? {} : { taskTime: readDuration('task-time', time) }),
    ...(vm === undefined ? {} : { vmQuota: wholeNumber('vm-quota', vm) }),
    ...(ip === undefined ? {} : { publicIpQuota: wholeNumber('public-ip-quota', ip) }),
    ...(images === undefined ? {} : { imageQuota: wholeNumber('image-quota', images) }),
    ...(size === undefined ? {} : { imageSizeQuota: wholeNumber('image-size-quota', size) }),
  };
}

function basePathOf(text: string): string {
  const path = text.replace(/\/+$/, '');
  if (path !== '' && !path.startsWith('/')) throw new UsageError(`--base-path begins with a slash, unlike "${text}"`);
  return path;
}

/** Turns a command line into options. Throws UsageError. */
export function readOptions(argv: readonly string[]): ListenOptions & { readonly seed: number } {
  const values = parse(argv);
  const hookPort = values['hook-port'];
  return {
    host: values.host,
    port: wholeNumber('port', values.port, 65_535),
    seed: values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : wholeNumber('seed', values.seed),
    ...(hookPort === undefined ? {} : { hookPort: wholeNumber('hook-port', hookPort, 65_535) }),
    basePath: basePathOf(values['base-path']),
    variants: choose<Variant>('variant', VARIANTS, values.variant ?? []),
    faults: choose<Fault>('fault', FAULTS, values.fault ?? []),
    behaviour: behaviourOf(values),
  };
}

function printList(what: string): void {
  const lists: Readonly<Record<string, readonly { readonly id: string; readonly title: string }[]>> = {
    variants: VARIANTS,
    faults: FAULTS,
  };
  const chosen = lists[what];
  if (chosen === undefined) throw new UsageError(`--list needs variants or faults, not "${what}"`);
  for (const { id, title } of chosen) console.log(`${id}\t${title}`);
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

/** Runs the mock until it is interrupted. Returns the exit code: 0, or 2 for a command line that makes no sense. */
export async function runMock(argv: readonly string[]): Promise<number> {
  try {
    const { help, list, 'write-image': image } = parse(argv);
    if (help) {
      console.log(HELP);
      return 0;
    }
    if (list !== undefined) {
      printList(list);
      return 0;
    }
    if (image !== undefined) {
      writeFileSync(image, samplePackage());
      return 0;
    }
    const options = readOptions(argv);
    const stopped = untilStopped();
    const mock = await startMock(options);
    console.log(`listening on ${mock.url}`);
    if (mock.hookUrl !== undefined) console.log(`test hook on ${mock.hookUrl}`);
    console.log(`seed ${options.seed}`);
    for (const { name, password, organization, roles } of USERS) {
      console.log(
        `user ${name}, password ${password}, organization ${organization}, roles: ${roles.join(', ') || 'none'}`,
      );
    }
    await stopped;
    await mock.close();
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`mock: ${error.message}`);
      return 2;
    }
    if (error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) {
      console.error(`mock: cannot listen: ${error.message}`);
      return 2;
    }
    throw error;
  }
}
