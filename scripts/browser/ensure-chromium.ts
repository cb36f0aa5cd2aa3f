import { type Browser, chromium } from '@playwright/test';
import { findChromium } from './find-chromium.ts';
import { installChromium, mayInstall } from './install-chromium.ts';

const WAYS_OUT = [
  'No Chromium was found, and the browser tests need one. Do one of these:',
  '  Debian:       apt-get update && apt-get install -y chromium',
  '  elsewhere:    npx playwright install --with-deps chromium',
  '  have one:     set ATMOS_CHROMIUM to its path',
].join('\n');

/** Path of a Chromium that starts, installed first where it must and may be. Throws with the ways out when there is none. */
export async function ensureChromium(): Promise<string> {
  const found = await findChromium();
  if (found !== null) return found;
  // A path that was named and does not work is a mistake to report, not a reason to install something else.
  const named = process.env.ATMOS_CHROMIUM;
  if (named) throw new Error(`ATMOS_CHROMIUM is ${named}, which does not start`);
  const installed = mayInstall() && installChromium() ? await findChromium() : null;
  if (installed === null) throw new Error(WAYS_OUT);
  return installed;
}

/** A real browser for a test. Without one the test fails; it is never skipped. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium() });
}
