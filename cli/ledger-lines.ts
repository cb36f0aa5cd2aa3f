import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shellWord } from '../reporters/text/shell-word.ts';
import { plural } from '../reporters/text/words.ts';
import type { FinishedRun } from '../suite/engine/run.ts';
import { LedgerError, readLedger } from '../suite/session/read-ledger.ts';

/** Ledgers of earlier runs in a folder that still hold something, one line each. */
export function leftoverLines(folder: string, targetFile: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^ledger-.*\.jsonl$/.test(name))
    .sort()
    .flatMap((name) => {
      const file = join(folder, name);
      try {
        const { run, remaining } = readLedger(file);
        if (run === null || remaining.length === 0) return [];
        return [
          `${plural(remaining.length, 'resource')} of run ${run.prefix} may still be on ${run.target}, unless it is still going: ${cleanUpCommand(targetFile, file)}`,
        ];
      } catch (error) {
        if (!(error instanceof LedgerError)) throw error;
        return [error.message];
      }
    });
}

/** What somebody has to know when a run was stopped, or something of it is left. */
export function leavingLines(run: FinishedRun, prefix: string, ledger: string, targetFile: string): readonly string[] {
  const { swept, stoppedBecause } = run;
  const left =
    swept === null
      ? []
      : swept.left.map(
          ({ resource, reason }) => `${resource.kind === 'image' ? 'image' : 'VM'} ${resource.name} is left: ${reason}`,
        );
  const coming =
    swept === null
      ? []
      : swept.underWay.map(({ id, type, objectName }) => `task ${id} (${type} of ${objectName}) is still running`);
  if (left.length + coming.length === 0 && stoppedBecause === null) return [];
  const told = stoppedBecause === null ? [] : [`${stoppedBecause}; run ${prefix}, ledger ${ledger}`];
  const more = left.length + coming.length === 0 ? [] : [`to clean up: ${cleanUpCommand(targetFile, ledger)}`];
  return [...told, ...left, ...coming, ...more];
}

function cleanUpCommand(targetFile: string, ledger: string): string {
  return `atmos-conformance cleanup --target ${shellWord(targetFile)} --ledger ${shellWord(ledger)}`;
}
