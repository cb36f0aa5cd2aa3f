// Kills fifty certifying runs with SIGKILL at random moments, cleans up after each, and looks at what is left.
// npx tsx bench/kill-fifty.ts [runs] [seed]
import { setTimeout as sleep } from 'node:timers/promises';
import { cleanUpInProcess, killTrial } from '../scripts/trials/kill-trial.ts';
import { serveMock } from '../scripts/trials/served-mock.ts';

const runs = Number(process.argv[2] ?? 50);
const seed = Number(process.argv[3] ?? 1);
const LONGEST_MS = 8_000;

/** Numbers in [0, 1) that a seed repeats (mulberry32). */
function generator(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const random = generator(seed);
// With short tasks many things happen before the kill, with long ones some happen after it.
const mocks = await Promise.all(['50ms', '1500ms'].map((time) => serveMock(['--task-time', time])));
let clean = 0;
let met = 0;
let held = 0;
let underWay = 0;
try {
  for (let run = 1; run <= runs; run += 1) {
    const moment = Math.round(random() * LONGEST_MS);
    const mock = mocks[run % mocks.length];
    if (mock === undefined) throw new Error('no mock');
    const trial = await killTrial(mock, () => sleep(moment), cleanUpInProcess);
    const untouched = trial.before.join('\n') === trial.after.join('\n');
    const none = trial.code === 0 && trial.lines.at(-1) === 'residue: none';
    if (untouched && none) clean += 1;
    if (trial.met) met += 1;
    held += trial.held;
    underWay += trial.underWay;
    console.log(
      `${run}: killed after ${moment} ms${trial.met ? '' : ' (it had ended)'}, ${trial.held} in the ledger, ${trial.underWay} tasks under way: ${none ? 'residue none' : `RESIDUE ${trial.lines.join('; ')}`}, ${untouched ? 'all else untouched' : `NOT AS BEFORE ${trial.after.filter((line) => !trial.before.includes(line)).join(', ')}`}`,
    );
  }
} finally {
  await Promise.all(mocks.map((mock) => mock.close()));
}
console.log(
  `${clean} of ${runs} clean; ${met} met a run that was going, with ${held} resources and ${underWay} tasks under way in all; seed ${seed}`,
);
process.exitCode = clean === runs ? 0 : 1;
