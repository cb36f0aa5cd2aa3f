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

/** The hash of an entry, and the one way to write it, without the line break; any other text of it counts as altered. */
export function chain(
  type: EntryType,
  data: unknown,
  previous: string,
): { readonly hash: string; readonly line: string } {
  // Both are canonical JSON, put together by hand because bodies are long and their text is wanted twice.
  const text = canonicalJson(data);
  const rest = `"previous":"${previous}","type":"${type}"`;
  const hash = createHash('sha256').update(`{"data":${text},${rest}}`).digest('hex');
  return { hash, line: `{"data":${text},"hash":"${hash}",${rest}}` };
}
