import { buildConnector, Client } from 'undici';
import { withoutContinue } from './interim.ts';

/** One connection, lent for one request. */
export interface Lease {
  readonly client: Client;
  /** True when the request travels over a connection that has carried another before. */
  readonly reused: boolean;
  /** Gives it back; with `keep` false the connection is closed. */
  release(keep: boolean): void;
}

export interface Connections {
  /** `fresh` opens a connection for this request alone. */
  lease(fresh: boolean): Lease;
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly origin: string;
  /** PEM text of the certificate authorities to trust instead of the system's. */
  readonly ca?: string;
  readonly rejectUnauthorized: boolean;
}

/**
 * A stack of single connections. Our own rather than undici's pool because only so do we know, before a request is
 * sent, whether its connection is used: a reset of a used connection is the keep-alive race that HTTP/1.1 allows a
 * server (RFC 9112 §9.6), a reset of a fresh one is the server's doing.
 */
export function createConnections(options: ConnectionOptions): Connections {
  // One connector for all, so that TLS sessions are resumed. The deadline of each request bounds connecting, too.
  const connector = buildConnector({
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    rejectUnauthorized: options.rejectUnauthorized,
    allowH2: false,
    timeout: 0,
  });
  const connect: typeof connector = (to, callback) =>
    connector(to, (...[error, socket]) =>
      error === null ? callback(null, withoutContinue(socket)) : callback(error, null),
    );
  const idle: Client[] = [];
  const open = new Set<Client>();

  const create = (pipelining: 0 | 1): Client => {
    const client = new Client(options.origin, {
      connect,
      pipelining,
      headersTimeout: 0,
      bodyTimeout: 0,
      maxHeaderSize: 256 * 1024,
    });
    open.add(client);
    return client;
  };
  const discard = (client: Client): void => {
    open.delete(client);
    client.destroy().catch(() => undefined);
  };

  return {
    lease(fresh) {
      let known = fresh ? undefined : idle.pop();
      while (known?.destroyed === true) known = idle.pop();
      // With no pipelining at all undici asks the server to close after the answer.
      const client = known ?? create(fresh ? 0 : 1);
      return {
        client,
        reused: known?.stats.connected === true,
        release(keep) {
          if (keep && !fresh && !client.destroyed && open.has(client)) idle.push(client);
          else discard(client);
        },
      };
    },
    async close() {
      const clients = [...open];
      open.clear();
      idle.length = 0;
      await Promise.all(clients.map((client) => client.destroy()));
    },
  };
}
