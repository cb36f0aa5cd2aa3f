import type { Duplex } from 'node:stream';

/** How an interim answer that says "go on" begins. */
const CONTINUE = /^HTTP\/1\.[01] 100[ \r]/;
const END = '\r\n\r\n';

/**
 * A server may say 100 (Continue) before its answer, asked or not, and a client has to read over it (RFC 9110 §15.2).
 * Undici takes it for a broken answer, so it never gets to see one. The other interim answers it knows.
 */
export function withoutContinue<S extends Duplex>(socket: S): S {
  const read = socket.read.bind(socket);
  let held = Buffer.alloc(0);
  socket.read = (size?: number): unknown => {
    for (;;) {
      const chunk: unknown = read(size);
      if (!Buffer.isBuffer(chunk)) return chunk;
      held = Buffer.concat([held, chunk]);
      while (CONTINUE.test(held.subarray(0, 13).toString('latin1')) && held.includes(END))
        held = held.subarray(held.indexOf(END) + END.length);
      // What is left may be nothing, or the beginning of one more; then the rest is still to come.
      if (held.length === 0 || CONTINUE.test(held.subarray(0, 13).toString('latin1'))) continue;
      const rest = held;
      held = Buffer.alloc(0);
      return rest;
    }
  };
  return socket;
}
