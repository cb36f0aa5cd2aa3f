import { test } from '@playwright/test';
import { ask } from './entrance/door-client.ts';
import { settle } from './entrance/settle.ts';

// Whatever reporter is asked for: a run that left something untested, or saw nothing at all, is not green.
test('outcome · The run as a whole is conformant', { tag: '@whole-run' }, async () => {
  await settle(await ask('outcome'), test.info());
});
