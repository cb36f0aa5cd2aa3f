import type { Exchange, RecordedResponse } from '../evidence/types.ts';
import type { Headers } from './authenticate.ts';
import { createAuthenticator } from './authenticate.ts';
import { createConnections } from './connections.ts';
import { contentCodings, undoCodings } from './content-coding.ts';
import type { Failure } from './failures.ts';
import { classifyFailure } from './failures.ts';
import { receive } from './receive.ts';
import { createRecorder } from './record.ts';
import { createRedactor } from './redact.ts';
import { composeHeaders, pathOnTheWire, withProof } from './request-line.ts';
import { createPace, createSlots } from './throttle.ts';
import type { OutgoingRequest, Target, Transport } from './types.ts';

export interface TransportOptions {
  /** Called with every exchange as soon as it is over, so in the order of the answers and not of `seq`. */
  onExchange(exchange: Exchange): void;
  /** The wall clock behind `startedAt`. */
  now?(): Date;
  /** Octets of a body that the record keeps; 1 MiB. */
  readonly keptOctets?: number;
  /** Octets of an answer after which reading stops, decoded; 64 MiB. */
  readonly readOctets?: number;
}

const MIB = 1024 * 1024;

/** Methods that a client may repeat on its own when a used connection turns out closed (RFC 9110 §9.2.2). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

type Attempt =
  | { readonly ok: true; readonly response: RecordedResponse }
  | { readonly ok: false; readonly failure: Failure; readonly staleConnection: boolean };

/**
 * HTTP/1.1 to one target. Follows no redirect, keeps no cookie, repeats nothing but a safe request that met the end of
 * a kept-alive connection. `send` resolves whatever the server does; it rejects only for mistakes on our side: a
 * principal that the target does not give, a signer that cannot be loaded (TargetError), a transport that is closed.
 */
export function createTransport(target: Target, options: TransportOptions): Transport {
  const most = options.readOctets ?? 64 * MIB;
  const now = options.now ?? (() => new Date());
  const openedAt = performance.now();
  const base = new URL(target.baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const connections = createConnections({ origin: base.origin, ...target.tls });
  const authenticate = createAuthenticator(target);
  const redactor = createRedactor(target);
  const recorder = createRecorder(redactor, options.keptOctets ?? MIB);
  const slots = createSlots(target.limits.parallel);
  const pace = createPace(target.limits.requestsPerSecond);
  let seq = 0;
  let closed = false;

  async function exchange(outgoing: OutgoingRequest): Promise<Exchange> {
    const path = prefix + pathOnTheWire(outgoing.path);
    const url = base.origin + path;
    const body = typeof outgoing.body === 'string' ? Buffer.from(outgoing.body, 'utf8') : (outgoing.body ?? null);
    const plain = composeHeaders(outgoing.headers ?? [], body);
    const proof = await authenticate(outgoing.principal, { method: outgoing.method, url, headers: plain, body });
    const sent = withProof(plain, proof.sent);
    await pace();

    seq += 1;
    const number = seq;
    const unrecorded = { method: outgoing.method, url, host: base.host, headers: plain, body };
    const request = recorder.request(unrecorded, proof);
    const startedAt = now().toISOString();
    const start = performance.now();
    const deadline = AbortSignal.timeout(outgoing.timeoutMs ?? target.requestTimeoutMs);
    const wire: Wire = { method: outgoing.method, path, headers: sent, body, deadline };

    const safe = SAFE.has(outgoing.method);
    // A request that must not be repeated gets a connection of its own, so that it never meets one that just closed.
    let result = await attempt(wire, !safe);
    if (!result.ok && result.staleConnection && safe) {
      await pace();
      result = await attempt(wire, true);
    }

    return {
      seq: number,
      scenario: outgoing.scenario,
      step: outgoing.step,
      operation: outgoing.operation,
      principal: outgoing.principal,
      // Replaced as in the answers, so that a name that holds a secret is still the same name everywhere.
      parameters: mapValues(outgoing.parameters, (value) => redactor.text(value)),
      attempt: outgoing.attempt ?? 1,
      request,
      response: result.ok ? result.response : null,
      failure: result.ok ? null : { kind: result.failure.kind, message: redactor.text(result.failure.message) },
      startedAt,
      elapsedMs: round(performance.now() - start),
      sentMs: round(start - openedAt),
    };
  }

  async function attempt(wire: Wire, fresh: boolean): Promise<Attempt> {
    const lease = connections.lease(fresh);
    let answered = false;
    try {
      const answer = await lease.client.request({
        method: wire.method,
        path: wire.path,
        headers: wire.headers.flat(),
        body: wire.body,
        signal: wire.deadline,
        responseHeaders: 'raw',
      });
      answered = true;
      const headers = pairs(answer.headers);
      const codings = contentCodings(
        headers.filter(([name]) => /^content-encoding$/i.test(name)).map(([, value]) => value),
      );
      const received = await receive(undoCodings(answer.body, codings), recorder.wanted, most);
      lease.release(!received.stopped);
      const refused = answer.statusCode >= 400;
      return {
        ok: true,
        response: {
          status: answer.statusCode,
          reason: redactor.text(answer.statusText, { refused }),
          headers: headers.map(([name, value]) => [name, redactor.header(name, value, { refused })] as const),
          body: recorder.body(received, { refused }),
        },
      };
    } catch (error) {
      lease.release(false);
      const failure = explain(error, wire.deadline, answered);
      return { ok: false, failure, staleConnection: failure.kind === 'reset' && lease.reused && !answered };
    }
  }

  return {
    async send(outgoing) {
      if (closed) throw new Error('the transport is closed');
      await slots.acquire();
      try {
        const done = await exchange(outgoing);
        options.onExchange(done);
        return done;
      } finally {
        slots.release();
      }
    },
    async close() {
      closed = true;
      await connections.close();
    },
  };
}

interface Wire {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: Uint8Array | null;
  readonly deadline: AbortSignal;
}

function explain(error: unknown, deadline: AbortSignal, answered: boolean): Failure {
  if (deadline.aborted) return { kind: 'timeout', message: 'no complete answer within the time allowed for a request' };
  const failure = classifyFailure(error);
  // An answer that began and broke off is a broken message; a reset means that there was none.
  return failure.kind === 'reset' && answered
    ? { kind: 'protocol', message: `the answer broke off: ${failure.message}` }
    : failure;
}

function pairs(raw: unknown): readonly (readonly [string, string])[] {
  const flat = Array.isArray(raw) ? raw.map(String) : [];
  const list: [string, string][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) list.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return list;
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Readonly<Record<string, string>> {
  // In the order in which a recording keeps them, so that what is read back is written the same.
  const names = Object.keys(record).sort();
  return Object.fromEntries(names.map((name) => [name, change(record[name] ?? '')]));
}

/** Microseconds are as fine as the clock is. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
