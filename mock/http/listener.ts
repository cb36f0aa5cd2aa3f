import type { Server, ServerResponse } from 'node:http';
import { serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { getResponse } from 'msw';
import { deliver } from './deliver.ts';
import type { Handlers } from './handlers.ts';

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Puts a fetch function behind a port of this machine; port 0 takes a free one. */
export function listen(
  fetch: (request: Request, socket: ServerResponse) => Promise<Response>,
  host: string,
  port: number,
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request, { outgoing }) => fetch(request, outgoing as ServerResponse),
        hostname: host,
        port,
        overrideGlobalObjects: false,
        serverOptions: { keepAliveTimeout: 60_000, requestTimeout: 0 },
      },
      (address) => resolve({ port: address.port, close: () => stop(server as Server) }),
    ) as Server;
    server.once('error', reject);
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}

/** Answers a request by the MSW handlers and writes the very octets that they made. */
export function fetchBy(handlers: Handlers): (request: Request, socket: ServerResponse) => Promise<Response> {
  return async (request, socket) => {
    // MSW copies each request for its own log. Nobody reads that log here, and a copy would hold whole uploads in memory.
    Object.defineProperty(request, 'clone', { value: () => request });
    const response = await getResponse([handlers.handlerFor(request)], request);
    const outgoing = response === undefined ? undefined : handlers.outgoingOf(response);
    if (outgoing === undefined) throw new Error('no handler answered');
    deliver(outgoing, socket);
    return RESPONSE_ALREADY_SENT;
  };
}
