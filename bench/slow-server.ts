// Certifies the mock while each of its tasks takes long, and holds the wall time against the critical path that `plan`
// prints. What was in flight is read from the mock's own log.
// npx tsx bench/slow-server.ts [--runs 3] [--task-time 2000] [--parallel 8] [--owned 12] [--hook]

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startMock } from '../mock/start.ts';
import { runCommand } from '../scripts/trials/command.ts';
import { mostTasksAtOnce } from '../scripts/trials/in-flight.ts';
import { TARGET_ENVIRONMENT, writeTargetFile } from '../scripts/trials/served-mock.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    'task-time': { type: 'string', default: '2000' },
    parallel: { type: 'string', default: '8' },
    owned: { type: 'string', default: '12' },
    // States the quota of the mock and gives its test hook, so that what needs the server for itself is performed too.
    hook: { type: 'boolean', default: false },
  },
});
const taskTime = Number(values['task-time']);
const { parallel, owned } = values;
const GOAL = 1.3;

interface Measured {
  readonly wallMs: number;
  readonly criticalMs: number;
  readonly ratio: number;
}

async function measure(run: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'slow-'));
  const mock = await startMock({ seed: 1, hookPort: 0, behaviour: { taskTime } });
  try {
    const { vmQuota } = mock.service.behaviour;
    const target = writeTargetFile(folder, mock.url, [
      `limits: { parallel: ${parallel}, ownedVms: ${owned}${values.hook ? `, vmQuota: ${vmQuota}` : ''} }`,
      ...(values.hook ? [`hook: ${mock.hookUrl}`] : []),
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
    const atOnce = mostTasksAtOnce(mock);
    if (atOnce > Number(parallel)) throw new Error(`${atOnce} tasks were in flight, ${parallel} are permitted`);
    const tasks = mock.service.world.tasks.size;
    console.log(
      `${run}: ${(wallMs / 1000).toFixed(1)} s, critical path ${(criticalMs / 1000).toFixed(1)} s, ratio ${(wallMs / criticalMs).toFixed(2)}; ${tasks} tasks, at most ${atOnce} at once; ${mock.log.entries.length} requests`,
    );
    return { wallMs, criticalMs, ratio: wallMs / criticalMs };
  } finally {
    await mock.close();
    rmSync(folder, { recursive: true });
  }
}

const ratios: number[] = [];
for (let run = 1; run <= Number(values.runs); run += 1) ratios.push((await measure(run)).ratio);
const median = ratios.toSorted((a, b) => a - b)[ratios.length >> 1] ?? Number.NaN;
console.log(`median ${median.toFixed(2)} × the critical path; the goal is ${GOAL}`);
process.exitCode = median <= GOAL ? 0 : 1;
