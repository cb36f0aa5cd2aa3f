import type { Evidence, Exchange } from '../evidence/types.ts';
import { Documents } from '../document/documents.ts';
import { type Ending, judge } from '../judge/judge.ts';
import type { Verdict } from '../judge/types.ts';
import { judgeContext } from '../judge/judge-context.ts';
import { verdictOf } from '../judge/verdicts.ts';
import { PERFORMERS } from '../perform/performers.ts';
import { applicability } from '../plan/applicability.ts';
import type { Scenario } from '../plan/types.ts';
import { Blocked, NotApplicable, NotProvided } from '../session/blocked.ts';
import { Gate } from '../session/gate.ts';
import { HookClient } from '../session/hook-client.ts';
import { Ledger } from '../session/ledger.ts';
import { Names } from '../session/names.ts';
import { EvidenceStore, type RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';
import { NOTHING_SURVEYED, survey } from '../session/survey.ts';
import { cleanUp } from '../stage/clean-up.ts';
import { changedVms, compareInventory } from '../stage/residue.ts';
import { Stage } from '../stage/stage.ts';
import { preflight, type PreflightResult } from '../target/preflight.ts';
import { createTransport } from '../target/transport.ts';
import { schedule } from './schedule.ts';
import { shrinkWalk } from './shrink-walk.ts';
import type { EndingLine, RunOptions } from './types.ts';
import { type Recorded, verdictAll } from './verdict-all.ts';
import type { RunOutcomeData } from './types.ts';

/** The target cannot be tested as it is described; nothing was judged. */
export class PreflightError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'PreflightError';
    this.problems = problems;
  }
}

export interface FinishedRun {
  readonly recorded: Recorded;
  readonly outcome: RunOutcomeData;
  readonly preflight: PreflightResult;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly stoppedBecause: string | null;
  readonly highestTasksInFlight: number;
}

/** One run against one target: opened once, then scenario by scenario, then finished. */
export class Run {
  readonly #options: RunOptions;
  readonly #context: RunContext;
  readonly #stage: Stage;
  readonly #endings: EndingLine[] = [];
  readonly preflight: PreflightResult;
  readonly #startedAt: string;

  private constructor(options: RunOptions, context: RunContext, checked: PreflightResult, startedAt: string) {
    this.#options = options;
    this.#context = context;
    this.#stage = new Stage(context);
    this.preflight = checked;
    this.#startedAt = startedAt;
  }

  /** Looks whether there can be a run at all, and at what is there. Throws PreflightError before anything is tested. */
  static async open(options: RunOptions): Promise<Run> {
    const { catalogue, target, xml } = options;
    const startedAt = new Date().toISOString();
    const evidence = new EvidenceStore(options.onNote);
    const transport = createTransport(target, {
      onExchange: (exchange) => {
        evidence.add(exchange);
        options.onExchange?.(exchange);
      },
    });
    try {
      const checked = await preflight(target, transport, catalogue, xml);
      if (!checked.ok) throw new PreflightError(checked.problems);
      const context: RunContext = {
        catalogue,
        target: { ...target, vdcs: checked.vdcs },
        documents: new Documents(xml),
        transport,
        taskGate: new Gate(target.limits.parallel),
        ledger: new Ledger(options.ledgerFile),
        names: new Names(options.prefix),
        seed: options.seed,
        evidence,
        hook: target.hook === undefined ? null : new HookClient(target.hook),
        organization: checked.organization,
        foreignOrganization: checked.foreignOrganization,
        survey: NOTHING_SURVEYED,
        stateWords: new Map([['powered-off', 'powered-off']]),
        bodyNamespace: false,
        hangs: new Map(),
        abort: options.signal ?? new AbortController().signal,
      };
      context.survey = await survey(new Session(context, 'survey/before'));
      return new Run(options, context, checked, startedAt);
    } catch (error) {
      await transport.close();
      throw error;
    }
  }

  /** Performs one scenario and gives a first verdict, from the scenario alone. */
  async perform(scenario: Scenario): Promise<{ readonly verdict: Verdict; readonly exchanges: readonly Exchange[] }> {
    const begun = new Date();
    const ending = await performOne(scenario, this.#context, this.#stage);
    const line: EndingLine = { scenario: scenario.id, ending, startedAt: begun.toISOString(), elapsedMs: Date.now() - begun.getTime() };
    this.#endings.push(line);
    this.#options.onEnding?.(line);
    const evidence = this.#context.evidence.of(scenario.id);
    const verdict = provisional(scenario, ending, evidence, this.#context, this.#options);
    if (scenario.family === 'walk' && verdict.outcome === 'failed' && !this.#context.abort.aborted) {
      const path = await shrinkWalk(scenario, this.#context, this.#stage);
      this.#context.evidence.note(scenario.id, { kind: 'shrunk', text: path.join(', '), data: { path: [...path], seed: this.#context.seed } });
    }
    return { verdict, exchanges: evidence.exchanges };
  }

  /** Removes what the run made, compares the inventory, and judges everything. */
  async finish(): Promise<FinishedRun> {
    const run = this.#context;
    const { evidence } = run;
    try {
      const changing = evidence.all.some((exchange) => exchange.request.method !== 'GET');
      // A stopped run cleans up all the same: with a signal of its own that nobody has raised.
      const cleaning: RunContext = { ...run, abort: new AbortController().signal };
      if (changing) await cleanUp(cleaning, run.ledger.remaining());
      const after = changing ? await survey(new Session(cleaning, 'survey/after')) : null;
      const residue = after === null ? null : { ...compareInventory(run.survey, after), changed: changedVms(run.survey, after) };
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
      };
    } finally {
      run.ledger.close();
      await run.transport.close();
    }
  }
}

/** The whole of it: many scenarios in flight, those that need the server for themselves afterwards. */
export async function runSuite(options: RunOptions): Promise<FinishedRun> {
  const run = await Run.open(options);
  const order = options.shuffle === true ? shuffled(options.scenarios, options.seed) : options.scenarios;
  const { first, parallel, serial } = schedule(order);
  options.onStart?.(order.length);
  const perform = async (scenario: Scenario): Promise<void> => {
    const { verdict } = await run.perform(scenario);
    options.onResult?.(scenario, verdict);
  };
  const together = async (scenarios: readonly Scenario[]): Promise<void> => {
    const queue = [...scenarios];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await perform(next);
    };
    await Promise.all(Array.from({ length: Math.max(1, options.target.limits.parallel) }, worker));
  };
  await together(first);
  await together(parallel);
  for (const scenario of serial) await perform(scenario);
  return run.finish();
}

async function performOne(scenario: Scenario, run: RunContext, stage: Stage): Promise<Ending> {
  const applies = applicability(scenario, run.target);
  if (!applies.runs) return { kind: applies.outcome, reason: applies.reason };
  const performer = PERFORMERS.get(scenario.family);
  if (performer === undefined) return { kind: 'performed' };
  if (run.abort.aborted) return { kind: 'blocked', cause: 'suite-error', reason: 'the run was stopped before this scenario' };
  try {
    await performer(scenario, new Session(run, scenario.id), stage);
    return { kind: 'performed' };
  } catch (error) {
    if (error instanceof Blocked) return { kind: 'blocked', cause: error.reason, reason: error.message };
    if (error instanceof NotApplicable) return { kind: 'inapplicable', reason: error.message };
    if (error instanceof NotProvided) return { kind: 'untested', reason: error.message };
    return { kind: 'blocked', cause: 'suite-error', reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

/** A first verdict for the progress line, from the scenario alone. */
function provisional(scenario: Scenario, ending: Ending, evidence: Evidence, run: RunContext, options: RunOptions) {
  const context = { ...judgeContext(options.catalogue, run.documents, evidence.exchanges, run.organization), words: run.stateWords };
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
