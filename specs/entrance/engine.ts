import { mergeResults } from '../../reporters/merge/merge-results.ts';
import type { RunResult, ScenarioResult } from '../../reporters/model/run-result.ts';
import { OpenRun, type Performance, type RunSettings } from './open-run.ts';
import { outcomeTold } from './outcome.ts';
import { type Told, tell } from './told.ts';

/**
 * The engine behind all tests: one run at a time, opened before the first test, judged as a whole when the tests that
 * ask for that come, and opened anew when an editor goes on after that.
 */
export class Engine {
  readonly #settings: RunSettings;
  #current: Promise<OpenRun>;

  private constructor(settings: RunSettings, first: OpenRun) {
    this.#settings = settings;
    this.#current = Promise.resolve(first);
  }

  static async start(settings: RunSettings): Promise<Engine> {
    return new Engine(settings, await OpenRun.open(settings));
  }

  /** Tells beforehand which scenarios will be asked for. Those that judge the whole run need no telling. */
  async announce(scenarios: readonly string[]): Promise<void> {
    (await this.#accepting()).announce(scenarios);
  }

  async perform(scenario: string): Promise<Told> {
    const open = await this.#accepting();
    const { catalogue, facts } = open;
    const performance = await open.perform(scenario);
    const { exchanges } = performance;
    return tell({ run: facts, catalogue, result: resultOf(performance), exchanges, separate: this.#settings.allure });
  }

  /** The verdict of a scenario that judges the whole run; the first to ask ends the run. */
  async wholeRun(scenario: string): Promise<Told> {
    const open = await this.#current;
    const result = mergeResults((await open.finish()).results).find((one) => one.scenario.id === scenario);
    if (result === undefined) throw new Error(`the run knows no scenario ${scenario}`);
    const shown = await pointedAt(open, result);
    const { catalogue, facts } = open;
    return tell({ run: facts, catalogue, result, exchanges: shown, separate: this.#settings.allure });
  }

  async outcome(): Promise<Told> {
    const open = await this.#current;
    return outcomeTold(open, await open.finish());
  }

  async close(): Promise<void> {
    const open = await this.#current;
    if (!open.closed) await open.stop('the run was stopped before it could be judged as a whole');
  }

  async #accepting(): Promise<OpenRun> {
    const open = await this.#current;
    if (!open.closed) return open;
    // Of several that find it closed, the first opens.
    const before = this.#current;
    await open.finish();
    if (this.#current === before) this.#current = OpenRun.open(this.#settings);
    return this.#accepting();
  }
}

async function pointedAt(open: OpenRun, { verdict }: ScenarioResult): Promise<RunResult['evidence']> {
  if (verdict.outcome !== 'failed') return [];
  const shown = new Set(verdict.findings.flatMap((finding) => finding.exchanges.slice(0, 3)));
  const { evidence } = await open.finish();
  return evidence.filter(({ seq }) => shown.has(seq));
}

function resultOf({ scenario, verdict, exchanges, startedAt, elapsedMs }: Performance): ScenarioResult {
  return { scenario, verdict, advisories: [], exchanges: exchanges.map(({ seq }) => seq), startedAt, elapsedMs };
}
