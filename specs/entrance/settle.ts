import type { TestInfo } from '@playwright/test';
import type { Told } from './told.ts';

/** Not the test's code but the server, or what could not be found out about it, is to be shown: no stack. */
class Unsettled extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
    this.stack = `${name}: ${message}`;
  }
}

/**
 * Gives a verdict to Playwright. Passed is passed; failed and cantTell fail, under different names; inapplicable and
 * untested are skipped with their reason, and the test of the run's outcome fails for what is untested.
 */
export async function settle(told: Told, info: TestInfo): Promise<void> {
  info.annotations.push({ type: 'verdict', description: told.verdict }, { type: 'reason', description: told.reason });
  for (const { name, contentType, base64 } of told.attachments)
    await info.attach(name, { contentType, body: Buffer.from(base64, 'base64') });
  switch (told.verdict) {
    case 'passed':
    case 'flaky':
      return;
    case 'inapplicable':
    case 'untested':
      info.skip(true, `${told.verdict}: ${told.reason}`);
      return;
    case 'failed':
      throw new Unsettled('Nonconformant', told.text);
    case 'cantTell':
      throw new Unsettled('CannotTell', told.text);
  }
}
