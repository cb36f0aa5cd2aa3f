import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Path of a Chromium that starts, or null: the one that `ATMOS_CHROMIUM` names, the system's, or Playwright's own.
 * When `ATMOS_CHROMIUM` is set no other is considered, so that a wrong path is noticed.
 */
export async function findChromium(environment: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const named = environment.ATMOS_CHROMIUM;
  if (named) return starts(named) ? named : null;
  const installed = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(starts);
  if (installed !== undefined) return installed;
  // Only now, since loading Playwright takes longer than all the rest.
  const { chromium } = await import('@playwright/test');
  return [chromium.executablePath()].find(starts) ?? null;
}

/** Some systems have a stub under the name, so only one that answers counts. */
function starts(executable: string): boolean {
  return existsSync(executable) && spawnSync(executable, ['--version'], { timeout: 30_000 }).status === 0;
}
