import { bodyText } from '../evidence/body.ts';
import type { Exchange } from '../evidence/types.ts';

/** What a request says in an element of its body (§3.15, §3.22, §3.23). */
export function requestedTextIn({ request }: Exchange, element: 'instance-type' | 'has-publicIP'): string | undefined {
  return request.body === null ? undefined : new RegExp(`<${element}>([^<]*)<`).exec(bodyText(request.body))?.[1];
}
