import { GIVEN_PRINCIPALS } from './principals.ts';
import { createRedactor } from './redact.ts';
import type { Target } from './types.ts';

/**
 * What a report or a recording may say about the target: everything but credentials. Principals are named and not
 * described; a file to upload is named without its folder; secrets that stand in other values are replaced.
 */
export function targetStatement(target: Target): Readonly<Record<string, unknown>> {
  const redactor = createRedactor(target);
  const { secrets: _, principals, signerModule, tls, upload, hook, ...open } = target;
  const statement = {
    ...open,
    principals: GIVEN_PRINCIPALS.filter((id) => principals[id] !== undefined),
    tls: { verified: tls.rejectUnauthorized, ownAuthority: tls.ca !== undefined },
    upload: upload.fileName ?? null,
    hook: hook !== undefined,
    signer: signerModule !== undefined,
  };
  return clean(statement, (text) => redactor.text(text, { refused: true })) as Readonly<Record<string, unknown>>;
}

function clean(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => clean(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean(item, change)]));
}
