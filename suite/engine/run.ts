import type { StableState } from '../catalogue/types.ts';
import type { Evidence, Exchange } from '../evidence/types.ts';
import { type Ending, judge } from '../judge/judge.ts';
import { judgeContext } from '../judge/judge-context.ts';
import { BEGUN_ANEW, soundPart } from '../judge/outages.ts';
import type { Verdict } from '../judge/types.ts';
import { verdictOf } from '../judge/verdicts.ts';
import { PERFORMERS } from '../perform/performers.ts';
import { applicability } from '../plan/applicability.ts';
import type { Scenario } from '../plan/types.ts';
import { Blocked, NotApplicable, NotProvided } from '../session/blocked.ts';
import { Ledger } from '../session/ledger.ts';
import type { RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';
import { survey } from '../session/survey.ts';
import { changedVms, compareInventory, resourcesOf } from '../stage/residue.ts';
import { Stage } from '../stage/stage.ts';
import { type Swept, sweep } from '../stage/sweep.ts';
import type { PreflightResult } from '../target/preflight.ts';
import { targetStatement } from '../target/statement.ts';
import { Health } from './health.ts';
import { inOrder } from './in-order.ts';
import { closeContext, openContext } from './open-context.ts';
import { shrinkWalk } from './shrink-walk.ts';
import type { EndingLine, RunOptions, RunOutcomeData } from './types.ts';
import { type Recorded, verdictAll } from './verdict-all.ts';

export { PreflightError } from './open-context.ts';

/** How long a server that serves nobody is waited for, at most. */
const PATIENCE_MS = 30_000;
/** How often a scenario is begun anew after an outage. */
const REPEATS = 2;
const INTERRUPTED = 'the server served nobody for a while';

export interface FinishedRun {
  readonly recorded: Recorded;
  readonly outcome: RunOutcomeData;
  readonly preflight: PreflightResult;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly stoppedBecause: string | null;
  readonly highestTasksInFlight: number;
  /** What could not be cleaned up; null when there was nothing to clean up, or when it was judged from a recording. */
  readonly swept: Swept | null;
}

/** One run against one target: opened once, then scenario by scenario, then finished. */
export class Run {
  readonly #options: RunOptions;
  readonly #context: RunContext;
  readonly #stage: Stage;
  readonly #health: Health;
  readonly #lost: AbortController;
  readonly #endings: EndingLine[] = [];
  readonly preflight: PreflightResult;
  readonly #startedAt: string;

  private constructor(
    options: RunOptions,
    context: RunContext,
    checked: PreflightResult,
    startedAt: string,
    lost: AbortController,
  ) {
    this.#options = options;
    this.#health = new Health(context);
    this.#lost = lost;
    this.#context = context;
    this.#stage = new Stage(context);
    this.preflight = checked;
    this.#startedAt = startedAt;
  }

  /** Looks whether there can be a run at all, and at what is there. Throws PreflightError before anything is tested. */
  static async open(options: RunOptions): Promise<Run> {
    const startedAt = new Date().toISOString();
    const lost = new AbortController();
    const signal = options.signal === undefined ? lost.signal : AbortSignal.any([options.signal, lost.signal]);
    const { context, checked } = await openContext({ ...options, signal }, (found) => {
      const ledger = new Ledger(options.ledgerFile);
      ledger.begin({
        prefix: options.prefix,
        target: targetStatement(options.target).baseUrl,
        organization: found.organization,
        startedAt,
      });
      return ledger;
    });
    try {
      context.survey = await survey(new Session(context, 'survey/before'));
      context.ledger.found(resourcesOf(context.survey, context.organization), context.survey.tasks);
      options.onOpen?.({ preflight: checked, startedAt });
      return new Run(options, context, checked, startedAt, lost);
    } catch (error) {
      await closeContext(context);
      throw error;
    }
  }

  /** Performs one scenario and gives a first verdict, from the scenario alone. */
  async perform(scenario: Scenario): Promise<{ readonly verdict: Verdict; readonly exchanges: readonly Exchange[] }> {
    const begun = new Date();
    const ending = await this.#untilSound(scenario);
    const line: EndingLine = {
      scenario: scenario.id,
      ending,
      startedAt: begun.toISOString(),
      elapsedMs: Date.now() - begun.getTime(),
    };
    this.#endings.push(line);
    this.#options.onEnding?.(line);
    const evidence = this.#context.evidence.of(scenario.id);
    const sound = soundPart(evidence, []).counts;
    const verdict = provisional(scenario, ending, sound, this.#context, this.#options);
    if (scenario.family === 'walk' && verdict.outcome === 'failed' && !this.#context.abort.aborted) {
      const path = await shrinkWalk(scenario, this.#context, this.#stage);
      this.#context.evidence.note(scenario.id, {
        kind: 'shrunk',
        text: path.join(', '),
        data: { path: [...path], seed: this.#context.seed },
      });
    }
    return { verdict, exchanges: evidence.exchanges };
  }

  /** Performs a scenario, and once more when nobody got through meanwhile; an end of all that when nobody does any more. */
  async #untilSound(scenario: Scenario): Promise<Ending> {
    const { evidence } = this.#context;
    for (let again = 0; ; again += 1) {
      const since = evidence.lastSeq + 1;
      const ending = await performOne(scenario, this.#context, this.#stage);
      const lost = this.#lost.signal;
      if (!lost.aborted && ending.kind !== 'blocked' && !this.#health.troubled(scenario.id, since)) return ending;
      if (this.#stopped()) return ending;
      const reason = lost.aborted ? String(lost.reason) : await this.#health.recovered(this.#patienceMs());
      if (this.#stopped()) return ending;
      if (reason !== null) {
        this.#lost.abort(reason);
        return { kind: 'blocked', cause: 'blocked', reason: `blocked by: ${reason}`, lost: true };
      }
      if (!this.#health.metSince(ending.kind === 'blocked' ? null : scenario.id, since)) return ending;
      if (again >= REPEATS) return { kind: 'blocked', cause: 'flaky', reason: INTERRUPTED, lost: true };
      this.#stage.forgive();
      evidence.note(scenario.id, { kind: BEGUN_ANEW, text: INTERRUPTED, data: { seq: evidence.lastSeq + 1 } });
    }
  }

  /** Whether somebody wants the run to end. */
  #stopped(): boolean {
    return this.#options.signal?.aborted ?? false;
  }

  #patienceMs(): number {
    return Math.min(PATIENCE_MS, this.#context.target.requestTimeoutMs);
  }

  /** Tasks that it takes to have the VM ready that a scenario begins with. */
  effort(scenario: Scenario): number {
    return this.#stage.effort(scenario.needs);
  }

  /** Brings a VM into each of these states, as far as there are as many. Holds none back: others may need them meanwhile. */
  async prepare(states: ReadonlySet<StableState>): Promise<void> {
    if (!this.#context.target.tiers.includes('life-cycle')) return;
    await Promise.allSettled(
      [...states].map(async (state) => this.#stage.release(await this.#stage.lease({ state, brief: true }))),
    );
  }

  /** Gives back all VMs that are idle. */
  clearStage(): Promise<void> {
    return this.#stage.clear();
  }

  /** Removes what the run made, compares the inventory, and judges everything. */
  async finish(): Promise<FinishedRun> {
    const run = this.#context;
    const { evidence } = run;
    try {
      const changing = evidence.all.some((exchange) => exchange.request.method !== 'GET');
      // A stopped run cleans up all the same: with a signal of its own that nobody has raised.
      // Nor does it give up what has hung before.
      const cleaning: RunContext = { ...run, abort: new AbortController().signal, hangs: new Map() };
      const swept = changing ? await this.#sweep(cleaning).catch(unlessBlocked) : null;
      const after = changing ? await survey(new Session(cleaning, 'survey/after')).catch(unlessBlocked) : null;
      const residue =
        after === null ? null : { ...compareInventory(run.survey, after), changed: changedVms(run.survey, after) };
      const recorded: Recorded = {
        scenarios: this.#options.scenarios,
        endings: this.#endings,
        evidence: new Map(evidence.scenarios().map((id) => [id, evidence.of(id)])),
        organization: run.organization,
        residue,
      };
      return {
        recorded,
        outcome: verdictAll(this.#options.catalogue, run.documents, recorded),
        preflight: this.preflight,
        startedAt: this.#startedAt,
        finishedAt: new Date().toISOString(),
        stoppedBecause: run.abort.aborted ? String(run.abort.reason ?? 'stopped') : null,
        highestTasksInFlight: run.taskGate.highest,
        swept,
      };
    } finally {
      await closeContext(run);
    }
  }

  /** Every request has been answered by now. Tasks have had their time, unless the run was stopped while they ran. */
  #sweep(run: RunContext): Promise<Swept> {
    const { onWaiting } = this.#options;
    return sweep(run, {
      prefix: run.names.prefix,
      knownTasks: run.survey.tasks,
      cutOff: false,
      graceMs: 0,
      patienceMs: this.#context.abort.aborted ? run.target.tasks.budgetMs : 0,
      ...(onWaiting === undefined ? {} : { onWaiting }),
    });
  }
}

/** The whole of it: many scenarios in flight, those that need the server for themselves afterwards. */
export async function runSuite(options: RunOptions): Promise<FinishedRun> {
  const run = await Run.open(options);
  const { scenarios, target, seed } = options;
  options.onStart?.(scenarios.length);
  // Where a server has room for few VMs, scenarios stand in each other's way. Those get a second chance, each alone.
  const crowdedOut: Scenario[] = [];
  let alone = false;
  const perform = async (scenario: Scenario): Promise<void> => {
    const { verdict } = await run.perform(scenario);
    if (!alone && verdict.outcome === 'cantTell' && verdict.cause === 'no-lease') crowdedOut.push(scenario);
    else options.onResult?.(scenario, verdict);
  };
  await inOrder(scenarios, {
    parallel: target.limits.parallel,
    perform,
    effort: (scenario) => run.effort(scenario),
    prepare: (states) => run.prepare(states),
    between: async () => {
      alone = true;
      for (const scenario of crowdedOut) {
        await run.clearStage();
        await perform(scenario);
      }
    },
    ...(options.shuffle === true ? { shuffled: shuffled(scenarios, seed) } : {}),
  });
  return run.finish();
}

/** A server that answers no more leaves it open what is there; the report is written all the same. */
function unlessBlocked(error: unknown): null {
  if (error instanceof Blocked) return null;
  throw error;
}

async function performOne(scenario: Scenario, run: RunContext, stage: Stage): Promise<Ending> {
  const applies = applicability(scenario, run.target);
  if (!applies.runs) return { kind: applies.outcome, reason: applies.reason };
  const performer = PERFORMERS.get(scenario.family);
  if (performer === undefined) return { kind: 'performed' };
  if (run.abort.aborted)
    return { kind: 'blocked', cause: 'suite-error', reason: 'the run was stopped before this scenario' };
  try {
    await performer(scenario, new Session(run, scenario.id), stage);
    return { kind: 'performed' };
  } catch (error) {
    if (error instanceof Blocked) return { kind: 'blocked', cause: error.reason, reason: error.message };
    if (error instanceof NotApplicable) return { kind: 'inapplicable', reason: error.message };
    if (error instanceof NotProvided) return { kind: 'untested', reason: error.message };
    return {
      kind: 'blocked',
      cause: 'suite-error',
      reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    };
  }
}

/** A first verdict for the progress line, from the scenario alone. */
function provisional(scenario: Scenario, ending: Ending, evidence: Evidence, run: RunContext, options: RunOptions) {
  const context = {
    ...judgeContext(options.catalogue, run.documents, evidence.exchanges, run.organization),
    words: run.stateWords,
  };
  const { findings } = judge([{ scenario, evidence, ending }], [], context);
  return verdictOf(scenario, ending, evidence, findings.get(scenario.id) ?? [], evidence.exchanges.length, context);
}

/** The same order for the same seed. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  const keyed = items.map((item, index) => {
    const mixed = Math.imul(index + 1, 2654435761) ^ Math.imul(seed + 1, 40503);
    return { item, key: Math.imul(mixed ^ (mixed >>> 13), 1274126177) >>> 0 };
  });
  return keyed.toSorted((a, b) => a.key - b.key).map(({ item }) => item);
}
