import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Done, Job } from '../prove/job.ts';

/** A job that takes longer has hung, and its process with it. In milliseconds, for a share of the suite and for the whole. */
const SHARE_TIMEOUT_MS = 90_000;
const WHOLE_TIMEOUT_MS = 300_000;

const WORKER = fileURLToPath(new URL('prove-worker.ts', import.meta.url));
const TSCONFIG = fileURLToPath(new URL('../tsconfig.json', import.meta.url));

function startWorker(): ChildProcess {
  return fork(WORKER, {
    // The loader that runs the sources as they are, whatever this process was started with.
    execArgv: ['--import', import.meta.resolve('tsx')],
    env: { ...process.env, TSX_TSCONFIG_PATH: TSCONFIG },
    serialization: 'advanced',
  });
}

/** One job in one process. A process that dies or hangs answers with a problem. */
function hand(worker: ChildProcess, job: Job): Promise<Done> {
  return new Promise((resolve) => {
    const end = (done: Done): void => {
      clearTimeout(timer);
      worker.off('message', answer).off('exit', died);
      resolve(done);
    };
    const answer = (message: unknown): void => end(message as Done);
    const died = (code: number | null): void =>
      end({ job: job.id, result: null, problem: `its process ended with ${code ?? 'a signal'}` });
    const patience = job.scenarios === null ? WHOLE_TIMEOUT_MS : SHARE_TIMEOUT_MS;
    const timer = setTimeout(() => {
      worker.kill('SIGKILL');
      end({ job: job.id, result: null, problem: `no end within ${patience / 1000} s` });
    }, patience);
    worker.on('message', answer).on('exit', died);
    worker.send(job);
  });
}

/** Does jobs in several processes, and gives what became of each in the order of the jobs. */
export async function doAll(
  jobs: readonly Job[],
  processes: number,
  onDone: (done: Done) => void,
): Promise<readonly Done[]> {
  const results: Done[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    let worker = startWorker();
    try {
      for (let place = next++; place < jobs.length; place = next++) {
        const job = jobs[place];
        if (job === undefined) continue;
        if (worker.exitCode !== null || worker.killed) worker = startWorker();
        const done = await hand(worker, job);
        results[place] = done;
        onDone(done);
      }
    } finally {
      worker.kill();
    }
  };
  await Promise.all(Array.from({ length: Math.min(processes, jobs.length) }, lane));
  return results;
}
