import type { Catalogue } from '../../suite/catalogue/types.ts';
import type { Scenario } from '../../suite/plan/types.ts';
import { absentShards } from '../merge/absent-shards.ts';
import { keptDialect } from '../merge/kept-dialect.ts';
import { MergeError, mergeRuns } from '../merge/merge-runs.ts';
import { buildReport } from '../model/build-report.ts';
import { groupBy } from '../model/group-by.ts';
import type { RunWithoutCatalogue, ScenarioResult } from '../model/run-result.ts';
import type { Report } from '../model/types.ts';
import type { CollectedParts, Missing } from './collected-parts.ts';
import { partialRun } from './partial-run.ts';
import type { ScenarioPart } from './run-part.ts';

export interface WholeReport {
  readonly catalogue: Catalogue;
  readonly planned: ReadonlyMap<string, Scenario>;
  /** Scenarios that were selected and of which nothing is known. */
  readonly missing: readonly Missing[];
  /** Whether all shards have to be there. */
  readonly merging: boolean;
  /** ISO 8601, UTC; for runs that never came to their end. */
  readonly finishedAt: string;
}

/** The one report of everything that the tests handed over. Throws MergeError for parts that do not belong together. */
export function wholeReport(
  parts: CollectedParts,
  { catalogue, planned, missing, merging, finishedAt }: WholeReport,
): Report {
  const strange = [...parts.runs(), ...parts.scenarios].find(({ run }) => run.catalogueHash !== catalogue.hash);
  if (strange !== undefined)
    throw new MergeError(
      `a part was made with the catalogue ${strange.run.catalogueHash}, this one is ${catalogue.hash}`,
    );
  const judged = new Set(parts.runs().map(({ run }) => run.id));
  const open = groupBy(
    parts.scenarios.filter(({ run }) => !judged.has(run.id)),
    ({ run }) => run.id,
  );
  const unfinished = [...open.values()].map((some) => unjudged(some, planned, finishedAt));
  const run = keptDialect(mergeRuns([...parts.runs().map(({ result }) => result), ...unfinished]), catalogue.readings);
  const absent = merging ? absentShards([...parts.runs(), ...parts.scenarios].map((part) => part.run.shard)) : [];
  const cut = absent.length === 0 ? {} : { complete: false, stoppedBecause: `missing: ${absent.join(', ')}` };
  return buildReport({ ...run, ...withMissing(run, missing, planned), ...cut, catalogue });
}

function unjudged(parts: readonly ScenarioPart[], planned: WholeReport['planned'], finishedAt: string) {
  const [first] = parts;
  if (first === undefined) throw new MergeError('a run without a part');
  return partialRun({
    run: first.run,
    results: parts.flatMap((part) => {
      const scenario = planned.get(part.scenario);
      return scenario === undefined ? [] : [resultOf(scenario, part)];
    }),
    evidence: parts.flatMap((part) => part.exchanges),
    finishedAt,
    stoppedBecause: 'the run ended before it could be judged as a whole',
  });
}

export function resultOf(
  scenario: Scenario,
  { verdict, startedAt, elapsedMs, exchanges }: Pick<ScenarioPart, 'verdict' | 'startedAt' | 'elapsedMs' | 'exchanges'>,
): ScenarioResult {
  return { scenario, verdict, advisories: [], exchanges: exchanges.map(({ seq }) => seq), startedAt, elapsedMs };
}

/** What was selected and not performed is told, and the run is then not complete. */
function withMissing(
  run: RunWithoutCatalogue,
  missing: readonly Missing[],
  planned: WholeReport['planned'],
): Partial<RunWithoutCatalogue> {
  const known = new Set(run.results.map(({ scenario }) => scenario.id));
  const added = missing.flatMap(({ scenario: id, reason }): readonly ScenarioResult[] => {
    const scenario = planned.get(id);
    if (scenario === undefined || known.has(id)) return [];
    const verdict = { outcome: 'cantTell', cause: 'suite-error', reason } as const;
    return [{ scenario, verdict, advisories: [], exchanges: [], startedAt: run.finishedAt, elapsedMs: 0 }];
  });
  if (added.length === 0) return {};
  return {
    results: [...run.results, ...added],
    complete: false,
    stoppedBecause: run.stoppedBecause ?? `${added.length} of the selected scenarios were not performed`,
  };
}
