import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createNetServer } from 'node:net';
import type { TestContext } from 'node:test';
import type { Exchange } from '../../suite/evidence/types.ts';
import type { TargetInput } from '../../suite/target/default-target.ts';
import { defaultTarget } from '../../suite/target/default-target.ts';
import type { TransportOptions } from '../../suite/target/transport.ts';
import { createTransport } from '../../suite/target/transport.ts';
import type { OutgoingRequest, Transport } from '../../suite/target/types.ts';

/** Listens on a free port for as long as the test lives, and gives the base URL. */
export async function listen(t: TestContext, server: Server, scheme: 'http' | 'https' = 'http'): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An HTTP server on a free port that lives as long as the test. */
export function httpServer(t: TestContext, handler: RequestListener): Promise<string> {
  return listen(t, createHttpServer(handler));
}

/** A server that answers with octets of our choice: `onRequest` gets the text so far and the socket. */
export function rawServer(
  t: TestContext,
  onRequest: (socket: Socket, text: string, connection: number) => void,
): Promise<string> {
  let connections = 0;
  return listen(
    t,
    createNetServer((socket) => {
      connections += 1;
      const mine = connections;
      socket.on('data', (data) => onRequest(socket, data.toString('latin1'), mine));
    }),
  );
}

export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

export const ADMIN = { username: 'alice', password: 'correct horse battery' } as const;

export interface Session {
  readonly transport: Transport;
  readonly exchanges: Exchange[];
  send(request?: Partial<OutgoingRequest>): Promise<Exchange>;
}

/** A transport to the base URL, closed when the test ends, with a `send` that fills in what the test leaves open. */
export function session(
  t: TestContext,
  baseUrl: string,
  target: Partial<TargetInput> = {},
  options: Partial<TransportOptions> = {},
): Session {
  const exchanges: Exchange[] = [];
  const transport = createTransport(defaultTarget({ baseUrl, principals: { admin: ADMIN }, ...target }), {
    onExchange: (exchange) => exchanges.push(exchange),
    ...options,
  });
  t.after(() => transport.close());
  return {
    transport,
    exchanges,
    send: (request = {}) =>
      transport.send({
        scenario: 'scenario',
        step: 'call',
        operation: null,
        principal: 'admin',
        parameters: {},
        method: 'GET',
        path: '/1.0.0.0/org',
        ...request,
      }),
  };
}

export function answer(
  response: ServerResponse,
  status: number,
  body = '<ok/>',
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/xml', ...headers });
  response.end(body);
}
