import type { ServerResponse } from 'node:http';
import type { Outgoing } from './outgoing.ts';

/** How large the pieces of a chunked answer are, in octets: small, so that even short documents come in several. */
const PIECE = 64;

const isChunked = ([name, value]: readonly [string, string]): boolean =>
  name.toLowerCase() === 'transfer-encoding' && value === 'chunked';

/** Writes an answer to the socket, exactly as it is. */
export function deliver({ status, headers, body, cutAfter }: Outgoing, socket: ServerResponse): void {
  const chunked = headers.some(isChunked);
  const raw = headers.filter((header) => !isChunked(header)).flat();
  socket.strictContentLength = false;
  socket.writeHead(status, raw);
  if (cutAfter !== undefined) {
    socket.write(body.subarray(0, cutAfter), () => socket.destroy());
    return;
  }
  if (!chunked) {
    socket.end(body);
    return;
  }
  for (let at = 0; at < body.length; at += PIECE) socket.write(body.subarray(at, at + PIECE));
  socket.end();
}
