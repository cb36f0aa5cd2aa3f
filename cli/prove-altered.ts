import { setImmediate as breathe } from 'node:timers/promises';
import type { Fault } from '../mock/faults/types.ts';
import { tryAltered } from '../prove/altered/try-altered.ts';
import type { Done } from '../prove/job.ts';
import { standingOf } from '../prove/ownership.ts';
import { rememberingXml } from '../prove/remembering-xml.ts';
import { conditionsOf, scenariosThatSee } from '../prove/selection.ts';
import type { Catalogue } from '../suite/catalogue/types.ts';
import { ALL_CHECKS } from '../suite/checks/all-checks.ts';
import { runSuite } from '../suite/engine/run.ts';
import type { Recorded } from '../suite/engine/verdict-all.ts';
import type { Scenario } from '../suite/plan/types.ts';
import { openXmlEngine } from '../suite/xml/index.ts';
import { startEmbedded } from './embedded.ts';

interface AlteredOptions {
  readonly catalogue: Catalogue;
  readonly planned: readonly Scenario[];
  readonly seed: number;
  readonly onDone: () => void;
}

/**
 * Proves faults of answers without a server: one run against the conforming mock is recorded, its answers are altered
 * as the fault would, and the recording is judged. Only what its owner kills cleanly that way is settled here; the rest
 * has to meet a server, as every fault does with `--full`.
 */
export async function proveAltered(
  faults: readonly Fault[],
  { catalogue, planned, seed, onDone }: AlteredOptions,
): Promise<ReadonlyMap<string, Done>> {
  const settled = new Map<string, Done>();
  const candidates = faults.filter(({ id, kind }) => kind === 'response' && conditionsOf(id).length === 0);
  if (candidates.length === 0) return settled;
  const xml = rememberingXml(await openXmlEngine());
  const recorded = await record(catalogue, planned, seed);
  if (recorded === null) return settled;
  for (const fault of candidates) {
    const scenarios = scenariosThatSee(fault.id, planned, catalogue);
    const result = tryAltered(fault, { catalogue, xml, recorded }, scenarios);
    const standings = result?.kills.map(({ check }) => standingOf(check, fault.id, ALL_CHECKS)) ?? [];
    if (result === null || !standings.includes('owner') || standings.includes('wrong')) continue;
    const kills = result.kills.map((kill) => ({ ...kill, exchange: null }));
    settled.set(fault.id, { job: fault.id, result: { ...result, kills }, altered: true });
    onDone();
    // The processes that try the others want to be heard meanwhile.
    await breathe();
  }
  return settled;
}

/** A whole run against the conforming mock; null when it was not conformant, so that nothing can be built on it. */
async function record(catalogue: Catalogue, planned: readonly Scenario[], seed: number): Promise<Recorded | null> {
  const { target, mock } = await startEmbedded({ seed });
  try {
    const { recorded, outcome } = await runSuite({
      catalogue,
      xml: rememberingXml(await openXmlEngine()),
      target: { ...target, tasks: { ...target.tasks, pollIntervalMs: 5 } },
      scenarios: planned,
      seed,
      prefix: 'prove-',
      ledgerFile: null,
    });
    return outcome.outcome === 'conformant' ? recorded : null;
  } finally {
    await mock.close();
  }
}
