import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { USERS } from '../../mock/seed.ts';
import { startCommand } from './command.ts';

export interface ServedMock {
  readonly url: string;
  /** What there is on the server, one line each: VMs with their states, VMs that are coming, images. */
  inventory(): Promise<readonly string[]>;
  /** Ids of the tasks that run. */
  running(): Promise<readonly string[]>;
  /** Names of the VMs that are being made. */
  coming(): Promise<readonly string[]>;
  close(): Promise<void>;
}

interface State {
  readonly organizations: readonly {
    readonly name: string;
    readonly vdcs: readonly {
      readonly name: string;
      readonly vms: readonly { readonly name: string; readonly state: string; readonly instanceType: string }[];
      readonly coming: readonly string[];
    }[];
    readonly images: readonly { readonly name: string }[];
  }[];
  readonly tasks: readonly { readonly id: string; readonly phase: string }[];
}

/** Serves the mock from a process of its own, with its test hook, which tells the truth about what is there. */
export async function serveMock(args: readonly string[] = []): Promise<ServedMock> {
  const command = startCommand(['mock', '--port', '0', '--hook-port', '0', '--seed', '1', ...args]);
  const [, url = ''] = await command.printed(/listening on (\S+)/);
  const [, hook = ''] = await command.printed(/test hook on (\S+)/);
  const state = async (): Promise<State> => (await (await fetch(`${hook}/state`)).json()) as State;
  return {
    url,
    inventory: async () =>
      (await state()).organizations.flatMap(({ name, vdcs, images }) => [
        ...vdcs.flatMap((vdc) => vdc.vms.map((vm) => `${name}/${vdc.name}/${vm.name} ${vm.state} ${vm.instanceType}`)),
        ...vdcs.flatMap((vdc) => vdc.coming.map((vm) => `${name}/${vdc.name}/${vm} is coming`)),
        ...images.map((image) => `${name} image ${image.name}`),
      ]),
    running: async () => (await state()).tasks.filter((task) => task.phase === 'running').map((task) => task.id),
    coming: async () => (await state()).organizations.flatMap(({ vdcs }) => vdcs.flatMap((vdc) => vdc.coming)),
    close: async () => {
      command.kill('SIGTERM');
      await command.ended;
    },
  };
}

/** Passwords of the users of the mock, as the target file below asks for them. */
export const TARGET_ENVIRONMENT: Readonly<Record<string, string>> = Object.fromEntries(
  USERS.map((user) => [`TRIAL_${user.name.toUpperCase()}`, user.password]),
);

/** Writes a target file that gives every principal and permits everything. Returns its name. */
export function writeTargetFile(folder: string, url: string, lines: readonly string[] = []): string {
  const file = join(folder, 'target.yaml');
  const principal = (user: string): string => `{ username: ${user}, password: "\${TRIAL_${user.toUpperCase()}}" }`;
  const text = [
    'name: served mock',
    `baseUrl: ${url}`,
    'principals:',
    `  admin: ${principal('admin')}`,
    `  foreignAdmin: ${principal('foreign')}`,
    `  accountManager: ${principal('manager')}`,
    `  nonAdmin: ${principal('user')}`,
    'tasks: { pollInterval: 50ms }',
    'tiers: [read-only, life-cycle, images, nfs, hostile]',
    ...lines,
  ];
  writeFileSync(file, `${text.join('\n')}\n`);
  return file;
}
