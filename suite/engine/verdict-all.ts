import type { Catalogue } from '../catalogue/types.ts';
import { readingsOf } from '../checks/readings.ts';
import type { Documents } from '../document/documents.ts';
import type { Evidence, Exchange } from '../evidence/types.ts';
import { type Ending, judge, type Performed } from '../judge/judge.ts';
import { judgeContext } from '../judge/judge-context.ts';
import { outagesIn, soundPart } from '../judge/outages.ts';
import { outcomeOf, verdictOf } from '../judge/verdicts.ts';
import type { Scenario } from '../plan/types.ts';
import type { EndingLine, RunOutcomeData, ScenarioOutcome } from './types.ts';

export interface Recorded {
  readonly scenarios: readonly Scenario[];
  readonly endings: readonly EndingLine[];
  /** By scenario, those of set-up and clean-up included. */
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly organization: string;
  /** What the comparison of the inventory before and after says; null when nobody looked. */
  readonly residue: {
    readonly left: readonly string[];
    readonly missing: readonly string[];
    readonly changed: readonly string[];
  } | null;
}

const NOTHING: Omit<Evidence, 'scenario'> = { exchanges: [], notes: [] };

/** Judges a whole run from its recording: verdicts, readings and the outcome. Pure. */
export function verdictAll(catalogue: Catalogue, documents: Documents, recorded: Recorded): RunOutcomeData {
  const exchanges: readonly Exchange[] = [...recorded.evidence.values()]
    .flatMap((evidence) => evidence.exchanges)
    .toSorted((a, b) => a.seq - b.seq);
  const outages = outagesIn(exchanges, documents);
  const context = judgeContext(catalogue, documents, exchanges, recorded.organization);
  // What nobody got through to is shown in the report and judged nowhere.
  const sound = new Map([...recorded.evidence].map(([id, evidence]) => [id, soundPart(evidence, outages)]));
  const endings = new Map(recorded.endings.map((line) => [line.scenario, line]));
  const evidenceOf = (id: string): Evidence => sound.get(id)?.counts ?? { scenario: id, ...NOTHING };
  const performed: Performed[] = recorded.scenarios.map((scenario) => ({
    scenario,
    evidence: evidenceOf(scenario.id),
    ending: endings.get(scenario.id)?.ending ?? { kind: 'performed' },
  }));
  const planned = new Set(recorded.scenarios.map((scenario) => scenario.id));
  // In an order of their own: the one in which they began is another when a run is repeated or read back.
  const extra = [...sound]
    .flatMap(([id, { counts, before }]) =>
      planned.has(id) ? [before] : [{ ...counts, exchanges: [...before.exchanges, ...counts.exchanges] }],
    )
    .filter((evidence) => evidence.exchanges.length > 0 || evidence.notes.length > 0)
    .toSorted((a, b) => (a.scenario < b.scenario ? -1 : 1));
  const { findings, records } = judge(performed, extra, context);
  const perOperation = new Map<string, number>();
  for (const exchange of exchanges)
    if (exchange.operation !== null)
      perOperation.set(exchange.operation, (perOperation.get(exchange.operation) ?? 0) + 1);

  const results = performed.map(({ scenario, evidence, ending }): ScenarioOutcome => {
    const line = endings.get(scenario.id);
    const mine = findings.get(scenario.id) ?? [];
    const verdict =
      scenario.variation.summary === 'residue'
        ? residueVerdict(recorded.residue, exchanges)
        : verdictOf(
            scenario,
            summaryEnding(scenario, ending, perOperation),
            evidence,
            mine,
            observed(scenario, evidence, perOperation, exchanges.length),
            context,
          );
    return {
      scenario,
      verdict,
      advisories: mine.filter((finding) => finding.outcome === 'advisory'),
      exchanges: (recorded.evidence.get(scenario.id) ?? evidence).exchanges.map((exchange) => exchange.seq),
      startedAt: line?.startedAt ?? exchanges[0]?.startedAt ?? '',
      elapsedMs: line?.elapsedMs ?? 0,
    };
  });
  return {
    outcome: outcomeOf(results.map((result) => result.verdict)),
    results,
    readings: readingsOf(exchanges, context),
    records,
    context,
    exchanges,
  };
}

/** A summary over nothing says nothing, whatever became of the scenarios that would have filled it. */
function summaryEnding(scenario: Scenario, ending: Ending, perOperation: ReadonlyMap<string, number>): Ending {
  if (scenario.family !== 'answers' || ending.kind !== 'untested') return ending;
  return (perOperation.get(scenario.operation ?? '') ?? 0) > 0 ? { kind: 'performed' } : ending;
}

function observed(
  scenario: Scenario,
  evidence: Evidence,
  perOperation: ReadonlyMap<string, number>,
  total: number,
): number {
  if (scenario.family === 'answers') return perOperation.get(scenario.operation ?? '') ?? 0;
  if (scenario.family === 'run') return total;
  return evidence.exchanges.length;
}

function residueVerdict(residue: Recorded['residue'], exchanges: readonly Exchange[]): ScenarioOutcome['verdict'] {
  if (residue === null) {
    const changing = exchanges.some((exchange) => exchange.request.method !== 'GET');
    if (changing)
      return { outcome: 'cantTell', cause: 'blocked', reason: 'the run ended before the inventory was compared' };
    return { outcome: 'inapplicable', reason: 'the run changed nothing' };
  }
  const { left, missing, changed } = residue;
  if (left.length + missing.length + changed.length === 0)
    return { outcome: 'passed', observed: 'the inventory is as it was before the run' };
  const parts = [
    left.length > 0 ? `left behind: ${left.join(', ')}` : '',
    missing.length > 0 ? `gone: ${missing.join(', ')}` : '',
    changed.length > 0 ? `changed: ${changed.join(', ')}` : '',
  ];
  return { outcome: 'cantTell', cause: 'blocked', reason: parts.filter((part) => part !== '').join('; ') };
}
