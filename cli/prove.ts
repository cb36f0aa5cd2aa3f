import { FAULTS } from '../mock/faults/index.ts';
import { VARIANTS } from '../mock/variants/index.ts';
import { type Combination, combinations } from '../prove/combinations.ts';
import { coreScenarios } from '../prove/core-scenarios.ts';
import type { Done, Job } from '../prove/job.ts';
import { faultRow, killMatrix, variantRow } from '../prove/matrix.ts';
import { provableRequirements } from '../prove/provable.ts';
import { conditionsOf, scenariosThatSee } from '../prove/selection.ts';
import { loadCatalogue } from '../suite/catalogue/load.ts';
import { ALL_CHECKS } from '../suite/checks/all-checks.ts';
import { planScenarios } from '../suite/plan/planner.ts';
import type { Scenario } from '../suite/plan/types.ts';
import { concludeProof, serverCount } from './conclude-proof.ts';
import { proveAltered } from './prove-altered.ts';
import { doAll } from './prove-pool.ts';
import { SUITE } from './run-result.ts';
import { UsageError } from './usage-error.ts';

export interface ProveOptions {
  readonly fault?: readonly string[];
  readonly variant?: readonly string[];
  readonly full?: boolean;
  readonly seed: number;
  readonly out: string;
  readonly jobs: number;
  readonly update?: boolean;
  readonly quiet?: boolean;
}

/** Pairs of variants and bunches of five that are tried beside each variant alone. */
const PAIRS = { pairs: 20, bunches: 6 };
const FULL_PAIRS = { pairs: 80, bunches: 30 };

const ids = (scenarios: readonly Scenario[]): readonly string[] => scenarios.map(({ id }) => id);

/** Tries every wrong server and every conforming one, writes the matrix, and gives the exit code: 0, or 1 for any problem. */
export async function prove(options: ProveOptions): Promise<number> {
  const startedAt = new Date();
  const catalogue = loadCatalogue();
  const planned = planScenarios(catalogue);
  const whole = options.fault === undefined && options.variant === undefined;
  const full = options.full === true;
  const faults = chosen(FAULTS, options.fault, whole, 'fault');
  const conforming: readonly Combination[] = whole
    ? combinations(
        VARIANTS.map(({ id }) => id),
        { seed: options.seed, ...(full ? FULL_PAIRS : PAIRS) },
      )
    : bunch(chosen(VARIANTS, options.variant, false, 'variant').map(({ id }) => id));
  const few = faults.length <= 5 && !whole;
  const faultJobs = faults.map(
    ({ id }): Job => ({
      id,
      fault: id,
      variants: conditionsOf(id),
      scenarios: full ? null : ids(scenariosThatSee(id, planned, catalogue)),
      exchanges: few,
      seed: options.seed,
    }),
  );
  const variantJobs = conforming.map(
    ({ id, variants }, index): Job => ({
      id,
      variants,
      scenarios: full || !whole ? null : ids(coreScenarios(planned, index)),
      exchanges: false,
      seed: options.seed,
    }),
  );
  const onDone = serverCount(variantJobs.length + faultJobs.length, options.quiet === true);
  const altered =
    full || few
      ? new Map<string, Done>()
      : await proveAltered(faults, { catalogue, planned, seed: options.seed, onDone });
  const live = faultJobs.filter(({ id }) => !altered.has(id));
  // What takes longest first, so that no process is left alone with it at the end.
  const done = await doAll([...variantJobs, ...live], options.jobs, onDone);
  const never: Done = { job: '', result: null, problem: 'never done' };
  const faultDone = new Map([
    ...altered,
    ...live.map(({ id }, n) => [id, done[variantJobs.length + n] ?? never] as const),
  ]);
  const matrix = killMatrix(
    {
      suite: SUITE,
      catalogueHash: catalogue.hash,
      seed: options.seed,
      full,
      startedAt: startedAt.toISOString(),
      elapsedMs: Date.now() - startedAt.getTime(),
    },
    faultJobs.flatMap((job, index) => {
      const fault = faults[index];
      return fault === undefined
        ? []
        : [faultRow(fault, job, faultDone.get(job.id) ?? never, ALL_CHECKS, planned.length)];
    }),
    variantJobs.map((job, index) => variantRow(job, done[index] ?? never, planned.length)),
    ALL_CHECKS,
    whole ? provableRequirements(catalogue) : [],
  );
  return concludeProof(matrix, { ...options, whole, told: few });
}

function chosen<T extends { readonly id: string }>(
  all: readonly T[],
  wanted: readonly string[] | undefined,
  whole: boolean,
  word: string,
): readonly T[] {
  if (wanted === undefined) return whole ? all : [];
  return wanted.flatMap((id) => {
    const found = all.filter((one) => one.id === id || (id.endsWith('*') && one.id.startsWith(id.slice(0, -1))));
    if (found.length === 0) throw new UsageError(`there is no ${word} ${id}; atmos-conformance mock --list names them`);
    return found;
  });
}

/** Variants that were asked for are tried at once, as one server. */
const bunch = (variants: readonly string[]): readonly Combination[] =>
  variants.length === 0 ? [] : [{ id: variants.join(' + '), variants }];
