import type { TransportFailureKind } from '../evidence/types.ts';

export interface Failure {
  readonly kind: TransportFailureKind;
  readonly message: string;
}

const BY_CODE: Readonly<Record<string, TransportFailureKind>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  EPROTO: 'tls',
  UND_ERR_HEADERS_OVERFLOW: 'protocol',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'protocol',
  UND_ERR_RESPONSE: 'protocol',
};

const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/;
const CODING_CODE = /^(?:Z_|ERR__ERROR_|ERR_BROTLI|ERR_PADDING|ERR_BUFFER|BROTLI)/;

/** What went wrong between us and the server, told apart by error codes and never by message text. */
export function classifyFailure(error: unknown): Failure {
  const causes = unfold(error);
  for (const cause of causes) {
    const kind = kindOf(cause);
    if (kind !== undefined) return { kind, message: said(causes, cause) };
  }
  return { kind: 'other', message: said(causes, undefined) };
}

/** The message of the telling error, or of the first that has one (an AggregateError has none); OpenSSL breaks lines. */
function said(causes: readonly Error[], telling: Error | undefined): string {
  const message = [telling, ...causes].find((cause) => cause !== undefined && cause.message !== '')?.message;
  return (message ?? 'an error without a message').replace(/\s+/g, ' ').trim();
}

function kindOf(error: Error): TransportFailureKind | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (TLS_CODE.test(code)) return 'tls';
  if (CODING_CODE.test(code)) return 'content-encoding';
  if (code.startsWith('HPE_') || error.name === 'HTTPParserError') return 'protocol';
  return BY_CODE[code];
}

/** The error, the errors that an AggregateError holds (one for each address that was tried), and the causes of all. */
function unfold(error: unknown): readonly Error[] {
  const found: Error[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < 20) {
    const next = queue.shift();
    if (!(next instanceof Error)) continue;
    if (next instanceof AggregateError) queue.push(...next.errors);
    if (next.cause !== undefined) queue.push(next.cause);
    found.push(next);
  }
  return found;
}
