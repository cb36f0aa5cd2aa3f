import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of a request on a bad day. */
export type Mood = 'good' | 'busy' | 'errors' | 'hangs-up' | 'silent' | 'unauthorized';

export interface BadDay {
  readonly url: string;
  /** Requests so far. */
  readonly count: () => number;
  close(): Promise<void>;
}

const busy = (namespace: string): string =>
  `<ErrorMessage xmlns="${namespace}"><code>ServerBusy</code><message>Try again.</message></ErrorMessage>`;
const unknown = (namespace: string): string =>
  `<ErrorMessage xmlns="${namespace}"><code>AuthenticationError</code><message>No.</message></ErrorMessage>`;

/** Stands before a server and has moods: `moodAt` decides for each request, by its number from 1 on and the milliseconds since the first. */
export async function badDay(
  upstream: string,
  namespace: string,
  moodAt: (number: number, ms: number, incoming: IncomingMessage) => Mood,
): Promise<BadDay> {
  let count = 0;
  let first = 0;
  const server = createServer((incoming, outgoing) => {
    count += 1;
    first ||= performance.now();
    const xml = (status: number, text: string, headers: Record<string, string> = {}): void => {
      incoming.resume();
      outgoing.writeHead(status, { 'content-type': 'application/xml', ...headers }).end(text);
    };
    switch (moodAt(count, performance.now() - first, incoming)) {
      case 'busy':
        return xml(500, busy(namespace), { 'retry-after': '0' });
      case 'errors':
        return xml(503, '');
      case 'unauthorized':
        return xml(401, unknown(namespace), { 'www-authenticate': 'Basic realm="day"' });
      case 'hangs-up':
        return void incoming.socket.destroy();
      case 'silent':
        return void incoming.resume();
      case 'good':
        return forward(upstream, incoming, outgoing);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => count,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function forward(upstream: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, headers, url = '/' } = incoming;
  const passed = request(new URL(url, upstream), { method, headers, path: url, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  passed.on('error', () => outgoing.destroy());
  incoming.pipe(passed);
}
