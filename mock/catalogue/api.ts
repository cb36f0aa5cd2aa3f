import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { once } from './once.ts';

/** The version of the API that `contracts/api.yaml` describes. */
export const loadVersion = once((): string => {
  const text = readFileSync(new URL('../../contracts/api.yaml', import.meta.url), 'utf8');
  return (parse(text) as { readonly version: string }).version;
});
