import type { Exchange } from './types.ts';

/** When the request went out, in milliseconds, for ordering calls: on a clock that never jumps where the recording has it, else since 1970. */
export function sentAt(exchange: Exchange): number {
  return exchange.sentMs ?? Date.parse(exchange.startedAt);
}

/** When the answer had come, or the wait for it had ended. */
export function answeredAt(exchange: Exchange): number {
  return sentAt(exchange) + exchange.elapsedMs;
}
