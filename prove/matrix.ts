import type {
  KillMatrix,
  MatrixCheck,
  MatrixFault,
  MatrixKill,
  MatrixVariant,
} from '../reporters/kill-matrix/types.ts';
import type { Check } from '../suite/checks/check.ts';
import type { Done, Job } from './job.ts';
import type { Kill } from './kills.ts';
import { ownersOf, standingOf } from './ownership.ts';
import { unproven } from './provable.ts';

export interface FaultFacts {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly kind: MatrixFault['kind'];
  readonly operation?: string;
}

/** Lines about what stayed open that are worth keeping. */
const OPEN = 3;

function matrixKill({ exchange, ...kill }: Kill, standing: MatrixKill['standing']): MatrixKill {
  return { ...kill, standing, ...(exchange === null ? {} : { exchange }) };
}

const common = (job: Job, done: Done, planned: number) => ({
  outcome: done.result?.outcome ?? ('broken' as const),
  open: [...(done.problem === undefined ? [] : [done.problem]), ...(done.result?.open ?? [])].slice(0, OPEN),
  scenarios: job.scenarios?.length ?? planned,
  exchanges: done.result?.exchanges ?? 0,
  elapsedMs: done.result?.elapsedMs ?? 0,
});

/** What became of one wrong server. Of a fault that we do not know, any check may say that it is one. */
export function faultRow(
  fault: FaultFacts,
  job: Job,
  done: Done,
  checks: readonly Check[],
  planned: number,
): MatrixFault {
  const foreign = fault.kind === 'foreign';
  const kills = (done.result?.kills ?? []).map((kill) =>
    matrixKill(kill, foreign ? 'owner' : standingOf(kill.check, fault.id, checks)),
  );
  const owned = kills.some(({ standing }) => standing === 'owner');
  return {
    id: fault.id,
    title: fault.title,
    description: fault.description,
    kind: fault.kind,
    operation: fault.operation ?? null,
    owners: foreign ? [] : ownersOf(fault.id, checks),
    status: owned ? 'killed' : kills.length > 0 ? 'missed' : 'survived',
    kills,
    by: done.altered === true ? 'recording' : 'server',
    ...common(job, done, planned),
  };
}

/** What became of one conforming server. It passes when nothing fails it and nothing keeps it from being judged. */
export function variantRow(job: Job, done: Done, planned: number): MatrixVariant {
  const kills = (done.result?.kills ?? []).map((kill) => matrixKill(kill, 'wrong'));
  return {
    id: job.id,
    variants: job.variants,
    passed: done.result?.outcome === 'conformant',
    kills,
    ...common(job, done, planned),
  };
}

/** Puts the rows together and counts. Pure. */
export function killMatrix(
  facts: Pick<KillMatrix, 'suite' | 'catalogueHash' | 'seed' | 'full' | 'startedAt' | 'elapsedMs'>,
  faults: readonly MatrixFault[],
  variants: readonly MatrixVariant[],
  checks: readonly Check[],
  provable: readonly string[],
): KillMatrix {
  const rows = checks.map(
    (check): MatrixCheck => ({
      id: check.id,
      faults: check.faults,
      companions: check.companions ?? [],
      kills: faults.filter(({ kills }) => kills.some((kill) => kill.check === check.id && kill.standing === 'owner'))
        .length,
    }),
  );
  return {
    ...facts,
    score: {
      faults: faults.length,
      killed: faults.filter(({ status }) => status === 'killed').length,
      checks: rows.length,
      checksWithKill: rows.filter(({ kills }) => kills > 0).length,
      variants: variants.length,
      passed: variants.filter(({ passed }) => passed).length,
      wrongKills: faults.flatMap(({ kills }) => kills).filter(({ standing }) => standing === 'wrong').length,
    },
    faults,
    variants,
    checks: rows,
    unprovenRequirements: unproven(provable, faults),
  };
}
