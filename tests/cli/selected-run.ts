import assert from 'node:assert/strict';
import { type EmbeddedOptions, startEmbedded } from '../../cli/embedded.ts';
import { SUMMARIES } from '../../cli/shard.ts';
import { FAULTS } from '../../mock/faults/index.ts';
import { VARIANTS } from '../../mock/variants/index.ts';
import { loadCatalogue } from '../../suite/catalogue/load.ts';
import { runSuite } from '../../suite/engine/run.ts';
import type { RunOutcomeData } from '../../suite/engine/types.ts';
import { planScenarios } from '../../suite/plan/planner.ts';
import { openXmlEngine } from '../../suite/xml/index.ts';

const catalogue = loadCatalogue();
const scenarios = planScenarios(catalogue);
const xml = openXmlEngine();

export interface SelectedRun {
  /** Ids that match, and the summaries that judge what was sent for them. */
  readonly select: RegExp;
  readonly fault?: string;
  readonly variants?: readonly string[];
  readonly mock?: EmbeddedOptions;
  readonly seed?: number;
  readonly shuffle?: boolean;
}

/** Performs and judges a selection against a mock in this process. */
export async function runSelected({ select, fault, variants = [], mock, seed = 1, shuffle = false }: SelectedRun) {
  const embedded = await startEmbedded({
    seed: 1,
    ...mock,
    faults: fault === undefined ? [] : [byId(FAULTS, fault)],
    variants: variants.map((id) => byId(VARIANTS, id)),
  });
  try {
    const run = await runSuite({
      catalogue,
      xml: await xml,
      target: embedded.target,
      scenarios: scenarios.filter(({ id, family }) => select.test(id) || SUMMARIES.includes(family)),
      seed,
      prefix: 'trial-',
      ledgerFile: null,
      shuffle,
    });
    return run.outcome;
  } finally {
    await embedded.mock.close();
  }
}

/** `scenario: check: requirement` of every failure, each once. */
export function failuresOf({ results }: RunOutcomeData): readonly string[] {
  const all = results.flatMap(({ scenario, verdict }) =>
    verdict.outcome === 'failed'
      ? verdict.findings.map(({ check, requirement }) => `${scenario.id}: ${check}: ${requirement}`)
      : [],
  );
  return [...new Set(all)].sort();
}

/** Outcome of every scenario, by id. */
export function outcomesOf({ results }: RunOutcomeData): Readonly<Record<string, string>> {
  // What set-up there was to do, and so to judge, depends on the order; that none of it failed shows in the others.
  const own = results.filter(({ scenario }) => scenario.family !== 'set-up');
  return Object.fromEntries(own.map(({ scenario, verdict }) => [scenario.id, verdict.outcome]));
}

function byId<T extends { readonly id: string }>(all: readonly T[], id: string): T {
  const found = all.find((one) => one.id === id);
  assert.ok(found, `there is no ${id}`);
  return found;
}
