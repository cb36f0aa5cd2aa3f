// Finds a Chromium for the browser tests, or installs one where it may, and prints its path. Exit 1 with the ways out
// when there is none.
import { ensureChromium } from './browser/ensure-chromium.ts';

try {
  console.log(await ensureChromium());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
