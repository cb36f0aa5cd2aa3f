import { request } from 'node:http';
import type { PlannedTest } from './planned-tests.ts';
import type { Told } from './told.ts';

/** Variable that tells workers where the engine listens. */
export const DOOR_VARIABLE = 'ATMOS_ENGINE_DOOR';

/** What can be asked of the engine, and what comes back. */
export interface DoorAnswers {
  readonly announce: null;
  readonly plan: readonly PlannedTest[];
  readonly perform: Told;
  readonly 'whole-run': Told;
  readonly outcome: Told;
}

/**
 * Asks the engine, which lives in Playwright's own process as long as the run. The body names a scenario, or several,
 * one a line. No time-out: the engine has budgets for all it does, and a slow server may take long.
 */
export function ask<What extends keyof DoorAnswers>(what: What, body = ''): Promise<DoorAnswers[What]> {
  const door = process.env[DOOR_VARIABLE];
  if (door === undefined) throw new Error('there is no engine to ask: the global set-up did not run');
  return new Promise((resolve, reject) => {
    const sent = request(`${door}/${what}`, { method: 'POST', agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        if (answer.statusCode === 200) resolve(JSON.parse(text) as DoorAnswers[What]);
        else reject(new Error(`the engine could not do it: ${text}`));
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
