import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { folderFor, playwright } from './playwright-run.ts';

const SELECTION = '(get-vdc-list|get-template|list-template|update-vm-instance-type)/(success|not-admin|unknown)';

describe('a run in parts', () => {
  test('two shards of two servers merge into the one report of all their scenarios', async (context) => {
    const blobs = folderFor(context);
    const shard = (part: number) =>
      playwright(context, ['test', '--grep', SELECTION, `--shard=${part}/2`], {
        PLAYWRIGHT_BLOB_OUTPUT_FILE: path.join(blobs, `${part}.zip`),
      });
    const parts = await Promise.all([shard(1), shard(2)]);
    const merged = await playwright(context, ['merge-reports', '--config', 'playwright.config.ts', blobs]);

    assert.deepEqual(
      parts.map(({ status, report }) => [status, report?.outcome]),
      [
        [0, 'conformant'],
        [0, 'conformant'],
      ],
      parts.map(({ output }) => output).join('\n'),
    );
    const idsOf = ({ tests }: (typeof parts)[number]): string[] =>
      tests.filter(({ title }) => new RegExp(SELECTION).test(title)).map((one) => one.annotation('scenario') ?? '');
    const [first, second] = parts.map(idsOf);
    assert.ok(first !== undefined && second !== undefined && first.length > 0 && second.length > 0);
    const selected = [...first, ...second];
    assert.equal(new Set(selected).size, selected.length, 'each scenario is in one shard');

    const { report } = merged;
    assert.ok(report !== null, merged.output);
    const inReport = report.results.map(({ id }) => id);
    assert.equal(new Set(inReport).size, inReport.length);
    const performed = report.results.filter(({ family }) => !['answers', 'set-up', 'run'].includes(family));
    assert.deepEqual(performed.map(({ id }) => id).toSorted(), selected.toSorted());
    assert.equal(report.outcome, 'conformant');
    assert.equal(report.complete, true);
    assert.equal(
      report.counts.requests,
      parts.reduce((sum, part) => sum + (part.report?.counts.requests ?? 0), 0),
    );
    assert.match(merged.output, /^CONFORMANT$/m);

    rmSync(path.join(blobs, '1.zip'));
    const half = await playwright(context, ['merge-reports', '--config', 'playwright.config.ts', blobs]);
    assert.equal(half.report?.outcome, 'incomplete', half.output);
    assert.equal(half.report.stoppedBecause, 'missing: shard 1 of 2');
  });
});
