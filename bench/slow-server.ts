// Certifies the mock while each of its tasks takes long, and holds the wall time against the critical path that `plan`
// prints. What was in flight is read from the mock's own log.
// npx tsx bench/slow-server.ts [runs] [milliseconds of a task] [parallel]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMock } from '../mock/start.ts';
import { runCommand } from '../scripts/trials/command.ts';
import { TARGET_ENVIRONMENT, writeTargetFile } from '../scripts/trials/served-mock.ts';

const runs = Number(process.argv[2] ?? 3);
const taskTime = Number(process.argv[3] ?? 2000);
const parallel = Number(process.argv[4] ?? 8);
const GOAL = 1.3;

interface Measured {
  readonly wallMs: number;
  readonly criticalMs: number;
  readonly ratio: number;
}

/** The most intervals that were open at one moment. */
function most(intervals: readonly { readonly from: number; readonly to: number }[]): number {
  const edges = intervals.flatMap(({ from, to }) => [
    { at: from, step: 1 },
    { at: to, step: -1 },
  ]);
  let open = 0;
  let highest = 0;
  for (const { step } of edges.toSorted((a, b) => a.at - b.at || a.step - b.step)) {
    open += step;
    highest = Math.max(highest, open);
  }
  return highest;
}

async function measure(run: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'slow-'));
  const mock = await startMock({ seed: 1, hookPort: 0, behaviour: { taskTime } });
  try {
    const target = writeTargetFile(folder, mock.url, [
      `limits: { parallel: ${parallel}, vmQuota: ${mock.service.behaviour.vmQuota} }`,
      `hook: ${mock.hookUrl}`,
      `reservedNames: [${mock.service.behaviour.reservedNames[0]}]`,
      'invalidNames: ["-not a name!"]',
    ]);
    const planned = await runCommand(
      ['plan', '--target', target, '--task-time', String(taskTime), '--json'],
      TARGET_ENVIRONMENT,
    );
    const { criticalMs } = (JSON.parse(planned.stdout) as { totals: { criticalMs: number } }).totals;
    const began = performance.now();
    const { code, stdout, stderr } = await runCommand(
      ['certify', '--target', target, '--out', process.env.SLOW_OUT ?? folder, '--quiet'],
      TARGET_ENVIRONMENT,
    );
    const wallMs = performance.now() - began;
    if (code !== 0 && code !== 3) throw new Error(`certify ended with ${code}: ${stdout}${stderr}`);
    const tasks = [...mock.service.world.tasks.values()].map(({ startedAt, endsAt }) => ({
      from: startedAt,
      to: endsAt,
    }));
    console.log(
      `${run}: ${(wallMs / 1000).toFixed(1)} s, critical path ${(criticalMs / 1000).toFixed(1)} s, ratio ${(wallMs / criticalMs).toFixed(2)}; ${tasks.length} tasks, at most ${most(tasks)} at once; ${mock.log.entries.length} requests, at most ${mock.log.most} at once`,
    );
    return { wallMs, criticalMs, ratio: wallMs / criticalMs };
  } finally {
    await mock.close();
    rmSync(folder, { recursive: true });
  }
}

const ratios: number[] = [];
for (let run = 1; run <= runs; run += 1) ratios.push((await measure(run)).ratio);
const median = ratios.toSorted((a, b) => a - b)[ratios.length >> 1] ?? Number.NaN;
console.log(`median ${median.toFixed(2)} × the critical path; the goal is ${GOAL}`);
process.exitCode = median <= GOAL ? 0 : 1;
