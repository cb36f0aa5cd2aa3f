import { bodyText } from '../evidence/body.ts';
import type { Exchange } from '../evidence/types.ts';

/** The name that a request asks for, from its body (§3.12, §3.22, §3.23). */
export function requestedNameIn({ request }: Exchange): string | undefined {
  return request.body === null ? undefined : /\bname=(["'])(.*?)\1/.exec(bodyText(request.body))?.[2];
}
