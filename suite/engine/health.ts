import { setTimeout as sleep } from 'node:timers/promises';
import { isTroubled, isWithin, outagesIn } from '../judge/outages.ts';
import { Blocked } from '../session/blocked.ts';
import type { RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';

/** The scenario on whose behalf the engine asks whether anybody gets through. */
const HEALTH = 'run:health';
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;
/** Exchanges before the ones of a scenario that may belong to the same outage. */
const AROUND = 64;

/** Looks whether the server still serves the run at all, and waits for it, for a while. */
export class Health {
  readonly #run: RunContext;
  #looking: Promise<string | null> | null = null;

  constructor(run: RunContext) {
    this.#run = run;
  }

  /** Whether a scenario met something since the given exchange that an outage may be the reason of. */
  troubled(scenario: string, seq: number): boolean {
    const { evidence, documents } = this.#run;
    return evidence.all.some(
      (exchange) => exchange.seq >= seq && exchange.scenario === scenario && isTroubled(exchange, documents),
    );
  }

  /** Whether an outage met exchanges since the given one: those of a scenario, or any. */
  metSince(scenario: string | null, since: number): boolean {
    const { evidence, documents } = this.#run;
    const recent = evidence.all.filter(({ seq }) => seq >= since - AROUND).toSorted((a, b) => a.seq - b.seq);
    const outages = outagesIn(recent, documents).filter(({ to }) => to >= since);
    if (scenario === null) return outages.length > 0;
    return recent.some((one) => one.seq >= since && one.scenario === scenario && isWithin(one, outages));
  }

  /** Null once the server answers the simplest of questions; the reason when it does not within the patience. Several wait for one look. */
  async recovered(patienceMs: number): Promise<string | null> {
    this.#looking ??= this.#look(patienceMs).finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #look(patienceMs: number): Promise<string | null> {
    const session = new Session(this.#run, HEALTH);
    const deadline = performance.now() + patienceMs;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      const answer = await session.call('get-organization-information', { role: 'probe' }).catch((error: unknown) => {
        if (error instanceof Blocked) return null;
        throw error;
      });
      if (answer?.response?.status === 200) return null;
      if (performance.now() + pause > deadline || this.#run.abort.aborted) {
        const { failure = null, response = null } = answer ?? {};
        if (response?.status === 401) return 'the server no longer accepts the credentials of admin';
        if (response !== null) return `the server answers everything with ${response.status}`;
        return `the server no longer answers: ${failure?.message ?? 'no answer'}`;
      }
      await sleep(pause, undefined, { signal: this.#run.abort }).catch(() => undefined);
      this.#run.hangs.clear();
    }
  }
}
