import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { once } from './once.ts';

interface Entry {
  readonly code: string;
  readonly status: number;
}

/** HTTP status of every error code, from `contracts/errors.yaml`. */
export const loadStatuses = once((): ReadonlyMap<string, number> => {
  const text = readFileSync(new URL('../../contracts/errors.yaml', import.meta.url), 'utf8');
  const { errors } = parse(text) as { readonly errors: readonly Entry[] };
  return new Map(errors.map(({ code, status }) => [code, status]));
});
