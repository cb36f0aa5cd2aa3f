import { errorCodeOf } from '../document/error-message.ts';
import type { Exchange } from '../evidence/types.ts';
import type { JudgeContext } from './check.ts';

/** What came, in a few words: `404 ObjectNotFound`, `200`, `no answer (reset)`. */
export function describeAnswer(exchange: Exchange | undefined, context: JudgeContext): string {
  if (exchange === undefined) return 'nothing was sent';
  if (exchange.response === null)
    return `no answer (${exchange.failure?.kind ?? 'unknown'}: ${exchange.failure?.message ?? ''})`;
  const code = errorCodeOf(context.documents.root(exchange));
  return code === undefined ? String(exchange.response.status) : `${exchange.response.status} ${code}`;
}
