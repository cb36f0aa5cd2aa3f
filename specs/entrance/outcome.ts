import { mergeResults } from '../../reporters/merge/merge-results.ts';
import type { RunResult, ScenarioResult } from '../../reporters/model/run-result.ts';
import { graver, outcomeOf } from '../../reporters/model/tally.ts';
import { PART_TYPE, packPart, RUN_PART } from '../../reporters/playwright/run-part.ts';
import { plural } from '../../reporters/text/words.ts';
import type { RunOutcome } from '../../suite/judge/types.ts';
import type { OpenRun } from './open-run.ts';
import { reasonOf, type Told, textOf } from './told.ts';

/** What the tests were told while the run went on. */
export type WatchedRun = Pick<OpenRun, 'facts' | 'catalogue' | 'performances'>;

/** Scenarios of one kind that are named. */
const NAMED = 12;

/** What the run comes to, with everything that a report is made of attached. */
export function outcomeTold(open: WatchedRun, run: RunResult): Told {
  const results = mergeResults(run.results);
  const outcome = graver(run.outcome, outcomeOf({ results, complete: run.complete, requests: run.counts.requests }));
  const { catalogue: _, ...result } = run;
  const reason = `${outcome}: ${plural(results.length, 'scenario')}, ${plural(run.counts.requests, 'request')}`;
  const part = packPart({ run: open.facts, result });
  return {
    verdict: VERDICTS[outcome],
    reason,
    text: [reason, ...open_(results), ...turned(open, results)].join('\n'),
    attachments: [{ name: RUN_PART, contentType: PART_TYPE, base64: part.toString('base64') }],
  };
}

const VERDICTS: Readonly<Record<RunOutcome, Told['verdict']>> = {
  conformant: 'passed',
  nonconformant: 'failed',
  incomplete: 'cantTell',
};

/** What keeps the run from being conformant. */
function open_(results: readonly ScenarioResult[]): string[] {
  return (['failed', 'cantTell', 'untested'] as const).flatMap((kind) => {
    const some = results.filter(({ verdict }) => verdict.outcome === kind);
    const named = some.slice(0, NAMED).map(({ scenario, verdict }) => `  ${scenario.id}: ${reasonOf(verdict)}`);
    const more = some.length > NAMED ? [`  … and ${some.length - NAMED} more`] : [];
    return some.length === 0 ? [] : [`${kind}: ${some.length}`, ...named, ...more];
  });
}

/** Scenarios that looked well while they ran, and that the rest of the run shows to have failed. */
function turned(open: WatchedRun, results: readonly ScenarioResult[]): string[] {
  const failed = new Map(
    results.filter(({ verdict }) => verdict.outcome === 'failed').map((result) => [result.scenario.id, result]),
  );
  const told = new Set(
    open.performances.filter(({ verdict }) => verdict.outcome === 'failed').map(({ scenario }) => scenario.id),
  );
  return open.performances.flatMap(({ scenario, exchanges }) => {
    const result = failed.get(scenario.id);
    if (result === undefined || told.has(scenario.id)) return [];
    const { facts: run, catalogue } = open;
    return ['', 'Only the whole run shows this failure:', textOf({ run, catalogue, result, exchanges })];
  });
}
