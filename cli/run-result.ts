import type { RunResult, TaskSpan } from '../reporters/model/run-result.ts';
import type { Catalogue } from '../suite/catalogue/types.ts';
import { readTask, taskLocation } from '../suite/document/task.ts';
import type { FinishedRun } from '../suite/engine/run.ts';
import { type StatedTarget, targetStatement } from '../suite/target/statement.ts';
import type { Target } from '../suite/target/types.ts';
import { codeResults } from './code-results.ts';
import { SUITE } from './identity.ts';
import { killScoreFor } from './kill-score.ts';
import { pairCells, stateCells } from './life-cycle-cells.ts';

export { SUITE, SUITE_NAME } from './identity.ts';

export interface RunFacts {
  readonly catalogue: Catalogue;
  readonly xmlEngine: string;
  readonly seed: number;
  readonly target: Target | StatedTarget;
  /** Name of the target file, for the command that repeats a scenario. */
  readonly targetFile?: string;
  /** Scenarios of the whole suite, where only some may have been selected. */
  readonly planned?: number;
}

/** Everything that the reports are made of. */
export function runResult(run: FinishedRun, facts: RunFacts): RunResult {
  const { outcome, preflight } = run;
  const { catalogue } = facts;
  const target = 'secrets' in facts.target ? targetStatement(facts.target) : facts.target;
  const residue = run.recorded.residue;
  const killScore = killScoreFor(SUITE.version);
  const accepted = outcome.records.filter((record) => record.call.response?.status === 202);
  return {
    suite: SUITE,
    catalogue,
    xmlEngine: facts.xmlEngine,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    seed: facts.seed,
    target: {
      name: target.name,
      baseUrl: target.baseUrl,
      organization: preflight.organization,
      vdcs: preflight.vdcs,
      tiers: target.tiers,
      claims: target.claims,
      limits: target.limits,
      principals: target.principals,
      hook: target.hook,
      ...(facts.targetFile === undefined ? {} : { file: facts.targetFile }),
    },
    ...(facts.planned === undefined ? {} : { planned: facts.planned }),
    outcome: run.stoppedBecause === null || outcome.outcome === 'nonconformant' ? outcome.outcome : 'incomplete',
    results: outcome.results,
    readings: outcome.readings.map((reading) => ({
      ...reading,
      answers: reading.answers.map((answer) => ({
        ...answer,
        exchanges: answer.exchanges.map((exchange) => exchange.seq),
      })),
    })),
    states: stateCells(catalogue, run),
    pairs: pairCells(catalogue, run),
    codes: codeResults(catalogue, run),
    residue: {
      checked: residue !== null,
      left:
        residue === null
          ? []
          : [
              ...residue.left,
              ...residue.missing.map((entry) => `${entry} is gone`),
              ...residue.changed.map((entry) => `${entry} was changed`),
            ],
    },
    ...(killScore === undefined ? {} : { killScore }),
    counts: { requests: outcome.exchanges.length, tasks: accepted.length },
    retries: outcome.exchanges.filter((exchange) => exchange.attempt > 1).length,
    tasks: accepted.flatMap((record): readonly TaskSpan[] => {
      const last = record.polls.at(-1);
      const task = last === undefined ? undefined : readTask(outcome.context.documents.root(last));
      const id = taskLocation(record.call, catalogue.version)?.resolved?.name;
      if (id === undefined) return [];
      const end = last === undefined ? null : new Date(Date.parse(last.startedAt) + last.elapsedMs).toISOString();
      return [
        {
          id,
          type: task?.type ?? '',
          object: task?.objectName ?? '',
          scenario: record.scenarioId,
          startedAt: record.call.startedAt,
          endedAt: end,
          status: task?.status ?? '',
        },
      ];
    }),
    complete: run.stoppedBecause === null,
    ...(run.stoppedBecause === null ? {} : { stoppedBecause: run.stoppedBecause }),
    evidence: outcome.exchanges,
  };
}
