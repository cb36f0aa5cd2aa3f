// Finds a Chromium for the browser tests, or installs one where it may, and prints its path. Exit 1 with the way out
// when there is none.
import { findChromium, HOW_TO_GET_CHROMIUM } from './browser/find-chromium.ts';
import { installChromium, mayInstall } from './browser/install-chromium.ts';

let executable = await findChromium();
// A path that was named and does not work is a mistake to report, not a reason to install something else.
if (executable === null && !process.env.ATMOS_CHROMIUM && mayInstall() && installChromium()) {
  executable = await findChromium();
}
if (executable === null) {
  console.error(HOW_TO_GET_CHROMIUM);
  process.exitCode = 1;
} else {
  console.log(executable);
}
