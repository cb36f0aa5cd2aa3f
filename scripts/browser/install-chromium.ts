import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Whether this machine lets us install a browser: Debian, as root. Ubuntu's package is only a stub for a snap. */
export function mayInstall(osRelease = readOsRelease(), uid = process.getuid?.() ?? null): boolean {
  return uid === 0 && /^ID="?debian"?$/m.test(osRelease);
}

/** Installs Debian's Chromium with apt-get, whose output goes to standard error. True when it succeeded. */
export function installChromium(): boolean {
  return [['update'], ['install', '-y', '--no-install-recommends', 'chromium']].every(
    (args) =>
      // Two processes may come here at once: the second waits for the first.
      spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=600', ...args], {
        stdio: ['ignore', process.stderr, process.stderr],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        timeout: 10 * 60_000,
      }).status === 0,
  );
}

function readOsRelease(): string {
  try {
    return readFileSync('/etc/os-release', 'utf8');
  } catch {
    return '';
  }
}
