import type { FullConfig, Reporter, Suite } from '@playwright/test/reporter';
import { scenarioOf } from '../../reporters/playwright/collected-parts.ts';
import { ask, DOOR_VARIABLE } from './door-client.ts';
import { WHOLE_RUN_TAG } from './planned-tests.ts';

/**
 * Only a reporter knows which tests were selected (`--grep`, `--shard`, `--repeat-each`, the editor). It tells the
 * engine, which performs them as fast as the server permits, however many workers come for the results.
 */
export default class AnnouncingReporter implements Reporter {
  printsToStdio(): boolean {
    return false;
  }

  onBegin(_config: FullConfig, suite: Suite): void {
    // No engine when tests are only listed, or when reports are merged.
    if (process.env[DOOR_VARIABLE] === undefined) return;
    const selected = suite.allTests().filter((test) => !test.tags.includes(WHOLE_RUN_TAG));
    const ids = selected.flatMap((test) => scenarioOf(test) ?? []);
    // Without the announcement the tests still get their results, one after the other.
    ask('announce', ids.join('\n')).catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  }
}
