import type { Done, Job } from '../prove/job.ts';
import { tryServer } from './try-server.ts';

process.on('message', (job: Job) => {
  void answer(job);
});

async function answer(job: Job): Promise<void> {
  try {
    process.send?.(await tryServer(job));
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.send?.({ job: job.id, result: null, problem } satisfies Done);
  }
}
