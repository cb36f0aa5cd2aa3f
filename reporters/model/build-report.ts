import { type KeepLimits, keepExchanges } from './kept-exchanges.ts';
import { notShown } from './not-shown.ts';
import { plainData } from './plain-data.ts';
import { sealReport } from './report-file.ts';
import type { RunResult, ScenarioResult, StateCell } from './run-result.ts';
import { classLines, graver, outcomeOf, tally } from './tally.ts';
import {
  type Report,
  type ReportWithoutFooter,
  type RequirementLine,
  type ResultLine,
  SCHEMA_VERSION,
  type StateLine,
} from './types.ts';

/**
 * The canonical report of a run. Pure: no clock, no random, so the same run gives the same report to the last octet.
 * The outcome is never better than what the results themselves allow.
 */
export function buildReport(run: RunResult, limits?: KeepLimits): Report {
  const results = run.results.map(resultLine).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const { catalogue, counts } = run;
  const report: ReportWithoutFooter = {
    schemaVersion: SCHEMA_VERSION,
    suite: { name: run.suite.name, version: run.suite.version },
    catalogue: {
      version: catalogue.version,
      hash: catalogue.hash,
      operations: catalogue.operations.length,
      codes: catalogue.errors.length,
      pairs: catalogue.operations.reduce((sum, operation) => sum + operation.errors.length, 0),
      requirements: catalogue.requirements.length,
    },
    xmlEngine: run.xmlEngine,
    seed: String(run.seed),
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    elapsedMs: Math.max(0, Date.parse(run.finishedAt) - Date.parse(run.startedAt)),
    target: run.target,
    outcome: graver(run.outcome, outcomeOf({ results, complete: run.complete, requests: counts.requests })),
    complete: run.complete,
    ...(run.stoppedBecause === undefined ? {} : { stoppedBecause: run.stoppedBecause }),
    counts: {
      results: results.length,
      ...tally(results),
      advisories: results.reduce((sum, result) => sum + result.advisories.length, 0),
      requests: counts.requests,
      tasks: counts.tasks,
      retries: run.retries ?? 0,
    },
    classes: classLines(results),
    operations: catalogue.operations.map(({ id, name, section, method, path, kind }) => ({
      id,
      name,
      section,
      method,
      path,
      kind,
    })),
    requirements: requirementLines(run),
    ...(catalogue.pages === undefined ? {} : { pages: catalogue.pages }),
    results,
    readings: run.readings,
    states: run.states.map((cell) => stateLine(cell, run)),
    pairs: run.pairs,
    codes: run.codes,
    residue: run.residue,
    ...(run.killScore === undefined ? {} : { killScore: run.killScore }),
    ...(run.criticalPath === undefined ? {} : { criticalPath: run.criticalPath }),
    tasks: run.tasks ?? [],
    notShown: notShown(run),
    exchanges: keepExchanges(run, limits),
  };
  return sealReport(plainData(report));
}

function resultLine({ scenario, verdict, advisories, exchanges, startedAt, elapsedMs }: ScenarioResult): ResultLine {
  const {
    id,
    title,
    operation,
    family,
    aspect,
    class: conformanceClass,
    requirements,
    tier,
    principals,
    mutates,
    codes,
  } = scenario;
  return {
    id,
    title,
    operation,
    family,
    aspect,
    class: conformanceClass,
    requirements,
    tier,
    principals,
    mutates,
    codes,
    verdict,
    advisories,
    exchanges,
    startedAt,
    elapsedMs,
  };
}

function requirementLines({ catalogue, results }: RunResult): RequirementLine[] {
  const uses = new Map<string, number>();
  for (const { scenario } of results)
    for (const id of new Set(scenario.requirements)) uses.set(id, (uses.get(id) ?? 0) + 1);
  return catalogue.requirements.map(({ id, level, section, text, notTested }) => ({
    id,
    level,
    section,
    text,
    ...(notTested === undefined ? {} : { notTested: notTested.reason }),
    results: uses.get(id) ?? 0,
  }));
}

function stateLine(cell: StateCell, run: RunResult): StateLine {
  const fixed = run.catalogue.lifeCycle.cells.find(
    ({ state, action }) => state === cell.state && action === cell.action,
  );
  return { ...cell, to: fixed?.to ?? null, rule: fixed?.rule ?? 'open', level: fixed?.level ?? null };
}
