import { type ActionRecord, actionRecords } from '../checks/action-record.ts';
import { ACTION_CHECKS, EXCHANGE_CHECKS, RUN_CHECKS, SCENARIO_CHECKS } from '../checks/all-checks.ts';
import type { JudgeContext, RawFinding } from '../checks/check.ts';
import { parseStep } from '../evidence/steps.ts';
import type { Evidence, Exchange } from '../evidence/types.ts';
import type { Scenario } from '../plan/types.ts';
import type { Finding } from './types.ts';

/** What performing a scenario came to, apart from what was observed: data that goes into the recording too. */
export type Ending =
  | { readonly kind: 'performed' }
  | {
      readonly kind: 'blocked';
      readonly cause: 'blocked' | 'timeout' | 'transport' | 'suite-error' | 'no-lease' | 'refused-input' | 'flaky';
      readonly reason: string;
      /** The server served nobody any more: whatever was seen of it in the end says nothing. */
      readonly lost?: true;
    }
  | { readonly kind: 'inapplicable'; readonly reason: string }
  | { readonly kind: 'untested'; readonly reason: string };

export interface Performed {
  readonly scenario: Scenario;
  readonly evidence: Evidence;
  readonly ending: Ending;
}

/** Findings of the whole run, by scenario. */
export type FindingsByScenario = ReadonlyMap<string, readonly Finding[]>;

/** `stated` and `shown` fail; `inferred` is remarked upon. */
function weigh(check: string, raw: RawFinding, context: JudgeContext): Finding {
  const { catalogue } = context;
  const level = catalogue.requirement(raw.requirement)?.level;
  if (level === undefined)
    throw new Error(`check ${check} names the requirement ${raw.requirement}, which the catalogue does not have`);
  return {
    check,
    requirement: raw.requirement,
    outcome:
      raw.advisory === true || level === 'inferred' || raw.exchanges.some((exchange) => unread(exchange, context))
        ? 'advisory'
        : 'failed',
    expected: raw.expected,
    actual: raw.actual,
    exchanges: raw.exchanges.map((exchange) => exchange.seq),
    where: raw.where,
  };
}

/** A body that the suite refused to read for its own safety proves nothing against the server. */
function unread(exchange: Exchange, context: JudgeContext): boolean {
  const parsed = context.documents.parse(exchange);
  return (
    parsed !== undefined &&
    !parsed.ok &&
    (parsed.problem.kind === 'dtd' || parsed.problem.kind === 'too-large' || parsed.problem.kind === 'too-deep')
  );
}

/**
 * Where a flaw of a single answer counts: for the scenario whose request it answers when that is what the scenario is
 * about, else for `<operation>/answers`, so that one flaw of one operation does not redden every scenario that reads it.
 */
function home(exchange: Exchange, scenario: Scenario | undefined): string | null {
  const { role } = parseStep(exchange.step);
  const subject =
    scenario !== undefined && scenario.operation === exchange.operation && (role === 'call' || role === 'read');
  if (subject) return scenario.id;
  if (scenario?.family === 'crawl' && role === 'follow' && exchange.operation === null) return scenario.id;
  return exchange.operation === null ? null : `${exchange.operation}/answers`;
}

/** A pure function of the recording and the catalogue: the same recording gives the same findings. */
export function judge(
  performed: readonly Performed[],
  extra: readonly Evidence[],
  context: JudgeContext,
): { findings: FindingsByScenario; records: readonly ActionRecord[] } {
  const { catalogue } = context;
  const findings = new Map<string, Finding[]>();
  const add = (scenario: string, check: string, raw: RawFinding): void => {
    const list = findings.get(scenario) ?? [];
    findings.set(scenario, list);
    list.push(weigh(check, raw, context));
  };
  const all: Exchange[] = [];
  const allRecords: ActionRecord[] = [];
  const sources = [
    ...performed.map(({ scenario, evidence }) => ({ scenario, evidence })),
    ...extra.map((evidence) => ({ scenario: undefined, evidence })),
  ];
  for (const { scenario, evidence } of sources) {
    for (const exchange of evidence.exchanges) {
      all.push(exchange);
      const at = home(exchange, scenario);
      if (at === null) continue;
      for (const check of EXCHANGE_CHECKS) for (const raw of check.judge(exchange, context)) add(at, check.id, raw);
    }
    const records = actionRecords(scenario ?? null, evidence, catalogue);
    allRecords.push(...records);
    for (const record of records)
      for (const check of ACTION_CHECKS)
        for (const raw of check.judge(record, context)) add(evidence.scenario, check.id, raw);
    if (scenario === undefined) continue;
    for (const check of SCENARIO_CHECKS)
      if (check.appliesTo(scenario))
        for (const raw of check.judge(scenario, evidence, records, context)) add(scenario.id, check.id, raw);
  }
  all.sort((a, b) => a.seq - b.seq);
  for (const check of RUN_CHECKS)
    for (const raw of check.judge(all, allRecords, context)) add(`run/${check.summary}`, check.id, raw);
  return { findings, records: allRecords };
}
