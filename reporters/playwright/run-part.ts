import { gunzipSync, gzipSync } from 'node:zlib';
import type { Exchange } from '../../suite/evidence/types.ts';
import type { Verdict } from '../../suite/judge/types.ts';
import type { RunWithoutCatalogue, TargetStatement } from '../model/run-result.ts';

/** Attachment of every test: what its scenario came to and what was exchanged for it. */
export const SCENARIO_PART = 'atmos-result';
/** Attachment of the last test: the run as a whole, judged. */
export const RUN_PART = 'atmos-run';
export const PART_TYPE = 'application/gzip';

/** What all parts of one run against one server have in common. */
export interface RunFacts {
  /** Tells runs apart when the parts of several (shards, repeated runs) come together. */
  readonly id: string;
  readonly suite: { readonly name: string; readonly version: string };
  readonly catalogueHash: string;
  readonly xmlEngine: string;
  readonly seed: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly target: TargetStatement;
  /** Which part of how many this run was; null for a run in one part. */
  readonly shard: { readonly current: number; readonly total: number } | null;
}

export interface ScenarioPart {
  readonly run: RunFacts;
  readonly scenario: string;
  /** Given from this scenario alone, before the whole run was known. */
  readonly verdict: Verdict;
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly exchanges: readonly Exchange[];
}

export interface RunPart {
  readonly run: RunFacts;
  readonly result: RunWithoutCatalogue;
}

/** JSON, compressed: answers of one operation look much alike. */
export function packPart(part: ScenarioPart | RunPart): Buffer {
  return gzipSync(JSON.stringify(part), { level: 4 });
}

export function unpackPart<Part extends ScenarioPart | RunPart>(octets: Uint8Array): Part {
  return JSON.parse(gunzipSync(octets).toString('utf8')) as Part;
}
