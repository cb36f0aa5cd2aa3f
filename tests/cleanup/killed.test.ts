import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanUpHere, killTrial } from '../../scripts/trials/kill-trial.ts';
import { type ServedMock, serveMock } from '../../scripts/trials/served-mock.ts';

/** Moments within the first seconds of a run, in milliseconds; `bench/kill-fifty.ts` tries fifty. */
const MOMENTS = [0, 410, 1040, 2100];

describe('a run killed at any moment', () => {
  let quick: ServedMock;
  before(async () => {
    quick = await serveMock(['--task-time', '50ms']);
  });
  after(() => quick.close());

  for (const moment of MOMENTS) {
    it(`leaves nothing behind once it is cleaned up after: ${moment} ms`, async () => {
      const trial = await killTrial(quick, () => sleep(moment), cleanUpHere);
      assert.equal(trial.met, true);
      assert.deepEqual(trial.after, trial.before);
      assert.equal(trial.lines.at(-1), 'residue: none');
      assert.equal(trial.code, 0);
    });
  }
});

describe('a run killed while VMs are being made', () => {
  it('leaves nothing behind either: the clean-up waits for what is still to come', async () => {
    const slow = await serveMock(['--task-time', '2s']);
    try {
      const someComing = async (): Promise<void> => {
        while ((await slow.coming()).length === 0) await sleep(10);
      };
      const trial = await killTrial(slow, someComing, cleanUpHere);
      assert.equal(trial.met, true);
      assert.ok(trial.underWay > 0, 'a task was under way at the kill');
      assert.ok(trial.held > 0, 'and the ledger knew of what it makes');
      assert.match(trial.lines.join('\n'), /^removed VM (caasvdc\d?\/)?ct\w+$/m);
      assert.deepEqual(trial.after, trial.before);
      assert.equal(trial.lines.at(-1), 'residue: none');
      assert.equal(trial.code, 0);
    } finally {
      await slow.close();
    }
  });
});
