import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanUpAfter } from '../../cli/clean-up.ts';
import { readLedger } from '../../suite/session/read-ledger.ts';
import { runCommand, startCommand } from './command.ts';
import { type ServedMock, TARGET_ENVIRONMENT, writeTargetFile } from './served-mock.ts';

export interface KillTrial {
  /** Whether the kill met a run that was still going. */
  readonly met: boolean;
  /** Resources that the ledger held at the kill. */
  readonly held: number;
  /** Tasks that ran on the server at the kill. */
  readonly underWay: number;
  /** Exit code and lines of the clean-up. */
  readonly code: number;
  readonly lines: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export type CleanUp = (target: string, ledger: string) => Promise<Pick<KillTrial, 'code' | 'lines'>>;

/** Shorter than the command line's: the mock has answered by the time that anybody looks. */
const WAIT = '300ms';

export const cleanUpHere: CleanUp = async (target, ledger) => {
  Object.assign(process.env, TARGET_ENVIRONMENT);
  const lines: string[] = [];
  const code = await cleanUpAfter({ target, ledger, wait: WAIT }, (line) => lines.push(line));
  return { code, lines };
};

export const cleanUpInProcess: CleanUp = async (target, ledger) => {
  const { code, stdout, stderr } = await runCommand(
    ['cleanup', '--target', target, '--ledger', ledger, '--wait', WAIT],
    TARGET_ENVIRONMENT,
  );
  return { code: code ?? -1, lines: (stderr + stdout).trimEnd().split('\n') };
};

/**
 * Certifies a mock, kills the run with SIGKILL once `moment` resolves (begun when the run has named its ledger), cleans
 * up after it, and looks at the server once no task runs any more.
 */
export async function killTrial(
  mock: ServedMock,
  moment: () => Promise<unknown>,
  cleanUp: CleanUp,
  certifyOptions: readonly string[] = [],
): Promise<KillTrial> {
  const folder = mkdtempSync(join(tmpdir(), 'kill-'));
  try {
    const target = writeTargetFile(folder, mock.url);
    const before = await mock.inventory();
    const run = startCommand(
      ['certify', '--target', target, '--out', folder, '--quiet', ...certifyOptions],
      TARGET_ENVIRONMENT,
    );
    const [, ledger = ''] = await run.printed(/, ledger (\S+)\n/);
    await moment();
    run.kill('SIGKILL');
    const { code } = await run.ended;
    const underWay = (await mock.running()).length;
    const held = readLedger(ledger).remaining.length;
    const cleaned = await cleanUp(target, ledger);
    while ((await mock.running()).length > 0) await sleep(20);
    return { met: code === null, held, underWay, ...cleaned, before, after: await mock.inventory() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
