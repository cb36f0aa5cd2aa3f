import { DomainError } from '../domain/domain-error.ts';
import { NO_BODY } from './outgoing.ts';
import { LONGEST_BODY } from './request-body.ts';

/** The whole body of a request, refused when it is longer than any body of the guide could be, or breaks off. */
export async function readBody(request: Request): Promise<Uint8Array> {
  if (request.method === 'GET' || request.method === 'HEAD' || request.body === null) return NO_BODY;
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const piece of request.body) {
      length += piece.length;
      if (length <= LONGEST_BODY) pieces.push(piece);
    }
  } catch {
    throw new DomainError('XMLMalformed', 'The request broke off.');
  }
  if (length > LONGEST_BODY) throw new DomainError('XMLValidationError', 'The body is too long.');
  return Buffer.concat(pieces);
}

/** Reads what is left of a request and forgets it: a client that is still sending would not hear the answer. */
export async function drain(request: Request): Promise<void> {
  if (request.bodyUsed || request.body === null || request.body.locked) return;
  try {
    for await (const _piece of request.body);
  } catch {
    // The client went away; there is nobody left to answer.
  }
}
