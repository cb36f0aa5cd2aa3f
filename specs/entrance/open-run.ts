import { type Embedded, startEmbedded } from '../../cli/embedded.ts';
import { runResult, SUITE } from '../../cli/run-result.ts';
import { readOptions } from '../../mock/command.ts';
import type { RunResult } from '../../reporters/model/run-result.ts';
import type { RunFacts } from '../../reporters/playwright/run-part.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import type { Catalogue } from '../../suite/catalogue/types.ts';
import { Run } from '../../suite/engine/run.ts';
import type { Exchange } from '../../suite/evidence/types.ts';
import type { Verdict } from '../../suite/judge/types.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import type { Scenario } from '../../suite/plan/types.ts';
import { ledgerFileOf } from '../../suite/session/ledger.ts';
import { runPrefix } from '../../suite/session/names.ts';
import { targetStatement } from '../../suite/target/statement.ts';
import { loadTarget } from '../../suite/target/target-file.ts';
import type { Target } from '../../suite/target/types.ts';
import { openXmlEngine } from '../../suite/xml/index.ts';
import { OrderBook } from './order-book.ts';
import { judgesWholeRun } from './planned-tests.ts';
import { repetition, withPlainIds } from './repetitions.ts';
import type { Settings } from './settings.ts';

export interface RunSettings extends Settings {
  readonly shard: RunFacts['shard'];
}

/** What one scenario came to, as far as it alone can tell. */
export interface Performance {
  readonly scenario: Scenario;
  readonly verdict: Verdict;
  readonly exchanges: readonly Exchange[];
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly elapsedMs: number;
}

interface Parts {
  readonly run: Run;
  readonly facts: RunFacts;
  readonly catalogue: Catalogue;
  readonly target: Target;
  readonly embedded: Embedded | null;
  /** Grows with every scenario that is performed: a run judges what was asked of it. */
  readonly scenarios: Scenario[];
  readonly stop: AbortController;
}

/** One run against one server, whichever tests in whichever workers and order ask for its scenarios. */
export class OpenRun {
  readonly #parts: Parts;
  readonly #orders: OrderBook<Performance>;
  readonly #planned: ReadonlyMap<string, Scenario>;
  readonly performances: Performance[] = [];
  #finished: Promise<RunResult> | undefined;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#planned = new Map(planScenarios(parts.catalogue).map((scenario) => [scenario.id, scenario]));
    this.#orders = new OrderBook({
      parallel: parts.target.limits.parallel,
      perform: (scenario, time) => this.#perform(scenario, time),
    });
  }

  /** Throws what `Run.open` throws, and TargetError. */
  static async open(settings: RunSettings): Promise<OpenRun> {
    const { targetFile, seed, mock, shard } = settings;
    const catalogue = loadCatalogue();
    const xml = await openXmlEngine();
    const embedded = targetFile === undefined ? await startEmbedded(mockOptions(['--seed', `${seed}`, ...mock])) : null;
    const target = embedded?.target ?? loadTarget(targetFile ?? '');
    const scenarios: Scenario[] = [];
    const stop = new AbortController();
    try {
      const prefix = runPrefix(Math.random() * 60466176);
      const ledgerFile = embedded === null ? ledgerFileOf(settings.out, prefix) : null;
      const run = await Run.open({ catalogue, xml, target, scenarios, seed, prefix, ledgerFile, signal: stop.signal });
      const facts: RunFacts = {
        id: `${prefix} ${process.pid}`,
        suite: SUITE,
        catalogueHash: catalogue.hash,
        xmlEngine: xml.name,
        seed,
        startedAt: new Date().toISOString(),
        target: statement(run, target, targetFile),
        shard,
      };
      return new OpenRun({ run, facts, catalogue, target, embedded, scenarios, stop });
    } catch (error) {
      await embedded?.mock.close();
      throw error;
    }
  }

  get facts(): RunFacts {
    return this.#parts.facts;
  }

  get catalogue(): Catalogue {
    return this.#parts.catalogue;
  }

  /** Whether it takes no more scenarios. */
  get closed(): boolean {
    return this.#finished !== undefined;
  }

  scenario(id: string): Scenario {
    const scenario = this.#planned.get(id);
    if (scenario === undefined) throw new Error(`the catalogue plans no scenario ${id}`);
    return scenario;
  }

  /** Tells beforehand what will be asked for, so that it can go on in the best order and many at a time. */
  announce(ids: readonly string[]): void {
    this.#orders.announce(ids.map((id) => this.scenario(id)));
  }

  perform(id: string): Promise<Performance> {
    return this.#orders.ask(this.scenario(id));
  }

  async #perform(planned: Scenario, time: number): Promise<Performance> {
    const scenario = repetition(planned, time);
    const begun = Date.now();
    this.#parts.scenarios.push(scenario);
    const { verdict, exchanges } = await this.#parts.run.perform(scenario);
    const startedAt = new Date(begun).toISOString();
    const performance = { scenario: planned, verdict, exchanges, startedAt, elapsedMs: Date.now() - begun };
    this.performances.push(performance);
    return performance;
  }

  /** Cleans up, judges the whole, and ends; once. */
  finish(): Promise<RunResult> {
    this.#finished ??= this.#finish();
    return this.#finished;
  }

  /** Ends early: what is under way is given up, what was made is removed. */
  async stop(reason: string): Promise<void> {
    this.#parts.stop.abort(reason);
    await this.finish();
  }

  async #finish(): Promise<RunResult> {
    const { run, catalogue, target, embedded, facts, scenarios } = this.#parts;
    try {
      await this.#orders.close();
      for (const scenario of this.#planned.values()) {
        if (!judgesWholeRun(scenario)) continue;
        scenarios.push(scenario);
        await run.perform(scenario);
      }
      const { file } = facts.target;
      const { size: planned } = this.#planned;
      const told = { catalogue, xmlEngine: facts.xmlEngine, seed: facts.seed, target, planned };
      const result = runResult(await run.finish(), file === undefined ? told : { ...told, targetFile: file });
      return this.performances.length === 0 ? ofNothing(result) : withPlainIds(result);
    } finally {
      await embedded?.mock.close();
    }
  }
}

/** Nothing follows from nothing: where no scenario was performed, the summaries have no verdict of their own. */
function ofNothing(run: RunResult): RunResult {
  const reason = 'no scenario was performed, so there is nothing to judge';
  const verdict: Verdict = { outcome: 'cantTell', cause: 'blocked', reason };
  const results = run.results.map((result) => ({ ...result, verdict }));
  return { ...run, outcome: 'incomplete', results, complete: false, stoppedBecause: reason };
}

/** Options of the mock from the words of its command line; the port is always a free one. */
function mockOptions(words: readonly string[]): ReturnType<typeof readOptions> {
  return { ...readOptions(words), port: 0 };
}

function statement(run: Run, target: Target, file: string | undefined): RunFacts['target'] {
  const { name, baseUrl, tiers, claims, limits, principals, hook } = targetStatement(target);
  const { organization, vdcs } = run.preflight;
  return {
    ...{ name, baseUrl, organization, vdcs, tiers, claims, limits, principals, hook },
    ...(file === undefined ? {} : { file }),
  };
}
