import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readReport } from '../../reporters/model/report-file.ts';
import { runCommand, startCommand } from '../../scripts/trials/command.ts';
import { serveMock, TARGET_ENVIRONMENT, writeTargetFile } from '../../scripts/trials/served-mock.ts';
import { readLedger } from '../../suite/session/read-ledger.ts';

describe('a run that is asked to stop', () => {
  for (const [signal, taskTime] of [
    ['SIGINT', '50ms'],
    ['SIGTERM', '600ms'],
  ] as const) {
    it(`cleans up and writes an incomplete report: ${signal}, with tasks of ${taskTime}`, async (t) => {
      const mock = await serveMock(['--task-time', taskTime]);
      t.after(() => mock.close());
      const folder = mkdtempSync(join(tmpdir(), 'stop-'));
      t.after(() => rmSync(folder, { recursive: true, force: true }));
      const target = writeTargetFile(folder, mock.url);
      const before = await mock.inventory();
      const run = startCommand(
        ['certify', '--target', target, '--out', folder, '--quiet', '--grep', 'clone-vm|deploy-uploaded-image'],
        TARGET_ENVIRONMENT,
      );
      const [, prefix = '', ledger = ''] = await run.printed(/run (ct\w{5}), ledger (\S+)\n/);
      while ((await mock.coming()).length === 0) await sleep(5);
      await sleep(100);
      run.kill(signal);
      // A terminal and a program in between may both send it.
      run.kill(signal);
      const { code, stdout, stderr } = await run.ended;
      assert.equal(code, 3, stdout);
      assert.match(stderr, /^stopping, and removing what the run made; once more to leave it there$/m);
      assert.ok(stderr.includes(`stopped by ${signal}; run ${prefix}, ledger ${ledger}\n`), stderr);
      assert.deepEqual(await mock.inventory(), before);
      assert.deepEqual(readLedger(ledger).remaining, []);

      const report = readReport(join(folder, 'report.json'));
      assert.equal(report.outcome, 'incomplete');
      assert.equal(report.complete, false);
      assert.equal(report.stoppedBecause, `stopped by ${signal}`);
      assert.equal(report.counts.failed, 0);
      assert.deepEqual(report.residue, { checked: true, left: [] });
      assert.ok(report.counts.passed > 0 && report.counts.cantTell > 0);

      const judged = join(folder, 'judged');
      const again = await runCommand(['judge', join(folder, 'recording.jsonl'), '--out', judged]);
      assert.equal(again.code, 3, again.stderr);
      assert.deepEqual(readReport(join(judged, 'report.json')), report);
    });
  }
});
