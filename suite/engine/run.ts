import type { Evidence } from '../evidence/types.ts';
import { Documents } from '../document/documents.ts';
import { type Ending, judge } from '../judge/judge.ts';
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

/** Performs the scenarios against the target, cleans up, and judges. Throws PreflightError before anything is tested. */
export async function runSuite(options: RunOptions): Promise<FinishedRun> {
  const { catalogue, target, xml } = options;
  const startedAt = new Date().toISOString();
  const evidence = new EvidenceStore();
  const signal = options.signal ?? new AbortController().signal;
  const transport = createTransport(target, {
    onExchange: (exchange) => {
      evidence.add(exchange);
      options.onExchange?.(exchange);
    },
  });
  try {
    const checked = await preflight(target, transport, catalogue, xml);
    if (!checked.ok) throw new PreflightError(checked.problems);
    const run: RunContext = {
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
      abort: signal,
    };
    run.survey = await survey(new Session(run, 'survey/before'));
    const stage = new Stage(run);
    const endings: EndingLine[] = [];
    const { parallel, serial } = schedule(options.shuffle === true ? shuffled(options.scenarios, options.seed) : options.scenarios);
    options.onStart?.(options.scenarios.length);
    const perform = async (scenario: Scenario): Promise<void> => {
      const begun = new Date();
      const ending = await performOne(scenario, run, stage);
      endings.push({ scenario: scenario.id, ending, startedAt: begun.toISOString(), elapsedMs: Date.now() - begun.getTime() });
      if (PERFORMERS.has(scenario.family)) options.onResult?.(scenario, provisional(scenario, ending, evidence.of(scenario.id), run, options));
    };
    const queue = [...parallel];
    const worker = async (): Promise<void> => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) await perform(next);
    };
    await Promise.all(Array.from({ length: Math.max(1, target.limits.parallel) }, worker));
    for (const scenario of serial) await perform(scenario);

    const changing = evidence.all.some((exchange) => exchange.request.method !== 'GET');
    if (changing) await cleanUp(run, run.ledger.remaining());
    const after = changing ? await survey(new Session(run, 'survey/after')) : null;
    const residue = after === null ? null : { ...compareInventory(run.survey, after), changed: changedVms(run.survey, after) };
    run.ledger.close();
    const recorded: Recorded = {
      scenarios: options.scenarios,
      endings,
      evidence: new Map(evidence.scenarios().map((id) => [id, evidence.of(id)])),
      organization: run.organization,
      residue,
    };
    const outcome = verdictAll(catalogue, xml, recorded);
    return { recorded, outcome, preflight: checked, startedAt, finishedAt: new Date().toISOString(), stoppedBecause: signal.aborted ? String(signal.reason ?? 'stopped') : null, highestTasksInFlight: run.taskGate.highest };
  } finally {
    await transport.close();
  }
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
  const context = { ...judgeContext(options.catalogue, options.xml, evidence.exchanges, run.organization), words: run.stateWords };
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
