import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

export type EntryType = 'header' | 'exchange' | 'note' | 'scenario' | 'footer';

/** One line of a recording: `hash` is over type, data and the hash of the line before. */
export interface Entry {
  readonly type: EntryType;
  readonly previous: string;
  readonly hash: string;
  readonly data: unknown;
}

/** What the first line follows. */
export const NO_HASH = '0'.repeat(64);

export function chain(type: EntryType, data: unknown, previous: string): Entry {
  const hash = createHash('sha256').update(canonicalJson({ type, previous, data })).digest('hex');
  return { type, previous, hash, data };
}

/** The one way to write an entry, without the line break; any other text of it counts as altered. */
export function lineOf(entry: Entry): string {
  return canonicalJson(entry);
}
