import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { Browser } from '@playwright/test';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

function find(): string | undefined {
  const given = process.env.ATMOS_CHROMIUM;
  if (given !== undefined && given !== '') {
    if (!existsSync(given)) throw new Error(`ATMOS_CHROMIUM names ${given}, which does not exist`);
    return given;
  }
  return [...PLACES, chromium.executablePath()].find((place) => existsSync(place));
}

/** Installs Debian's browser where that is possible without asking anybody. */
function install(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  // Two test files may come here at once: the second waits for the first.
  const lock = ['-o', 'DPkg::Lock::Timeout=600'];
  spawnSync('apt-get', [...lock, 'update', '-qq'], { stdio: 'ignore' });
  spawnSync('apt-get', [...lock, 'install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

/** A real browser, found or installed. The tests of the page are never skipped: without a browser they fail. */
export async function launchChromium(): Promise<Browser> {
  if (find() === undefined) install();
  const executablePath = find();
  if (executablePath === undefined) {
    throw new Error('no Chromium to test the page with: run "apt-get install -y chromium" or "npx playwright install chromium", or name one in ATMOS_CHROMIUM');
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}
