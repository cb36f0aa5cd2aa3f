import { GIVEN_PRINCIPALS } from './principals.ts';
import { createRedactor } from './redact.ts';
import type { Target } from './types.ts';

/** What a report or a recording may say about the target: everything but credentials. */
export type StatedTarget = Omit<Target, 'secrets' | 'principals' | 'signerModule' | 'tls' | 'upload' | 'hook'> & {
  /** Those for whom credentials were given. */
  readonly principals: readonly string[];
  readonly tls: { readonly verified: boolean; readonly ownAuthority: boolean };
  /** Name of the file to upload, without its folder. */
  readonly upload: string | null;
  readonly hook: boolean;
  readonly signer: boolean;
};

/** States a target; secrets that stand in other values are replaced. */
export function targetStatement(target: Target): StatedTarget {
  const redactor = createRedactor(target);
  const { secrets: _, principals, signerModule, tls, upload, hook, ...open } = target;
  const statement: StatedTarget = {
    ...open,
    principals: GIVEN_PRINCIPALS.filter((id) => principals[id] !== undefined),
    tls: { verified: tls.rejectUnauthorized, ownAuthority: tls.ca !== undefined },
    upload: upload.fileName ?? null,
    hook: hook !== undefined,
    signer: signerModule !== undefined,
  };
  return clean(statement, (text) => redactor.text(text, { refused: true })) as StatedTarget;
}

function clean(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => clean(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item, change)]));
}
