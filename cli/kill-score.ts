import { readFileSync, writeFileSync } from 'node:fs';
import type { KillMatrix } from '../reporters/kill-matrix/types.ts';
import type { KillScore } from '../reporters/model/run-result.ts';

const FILE = new URL('../reporters/kill-matrix/kill-score.json', import.meta.url);

/** The score that was measured last and is kept with the sources. */
export interface KeptScore {
  readonly suiteVersion: string;
  readonly catalogueHash: string;
  readonly faults: number;
  readonly killed: number;
  readonly variants: number;
  readonly passed: number;
}

/** Null when none is kept. */
export function readKeptScore(): KeptScore | null {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as KeptScore;
  } catch {
    return null;
  }
}

export function keptScoreOf({ suite, catalogueHash, score }: KillMatrix): KeptScore {
  const { faults, killed, variants, passed } = score;
  return { suiteVersion: suite.version, catalogueHash, faults, killed, variants, passed };
}

export function writeKeptScore(score: KeptScore): void {
  writeFileSync(FILE, `${JSON.stringify(score, null, 2)}\n`);
}

/** What a report says about the suite that made it; nothing when that was measured for another version. */
export function killScoreFor(suiteVersion: string): KillScore | undefined {
  const kept = readKeptScore();
  if (kept === null || kept.suiteVersion !== suiteVersion) return undefined;
  return { killed: kept.killed, faults: kept.faults, variants: kept.passed, suiteVersion };
}
