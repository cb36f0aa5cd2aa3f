import type { Headers } from './authenticate.ts';

/**
 * The path as it goes over the wire: as given, but octets that no request line may hold (spaces, controls, anything
 * beyond ASCII) are percent-encoded, or a server would read another request than the one that was meant.
 */
export function pathOnTheWire(path: string): string {
  return path.replace(/[^\x21-\x7e]+/gu, (text) =>
    [...Buffer.from(text, 'utf8')].map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

/** The headers of a request in sending order: ours first, then the caller's, which replace ours of the same name. */
export function composeHeaders(given: Headers, body: Uint8Array | null): Headers {
  const taken = namesOf(given);
  const ours: Headers = [
    ['Accept', 'application/xml, text/xml;q=0.9, */*;q=0.1'],
    ['User-Agent', 'atmos-conformance'],
    ...(body !== null && body.byteLength > 0 ? [['Content-Type', 'application/xml'] as const] : []),
  ];
  return [...ours.filter(([name]) => !taken.has(name.toLowerCase())), ...given];
}

/** What the HTTP client adds by itself: around the others, since the record shows the headers in sending order. */
export function withClientHeaders(headers: Headers, host: string, method: string, body: Uint8Array | null): Headers {
  const taken = namesOf(headers);
  const announced = body !== null || /^(?:POST|PUT|PATCH)$/.test(method);
  return [
    ...(taken.has('host') ? [] : [['Host', host] as const]),
    ...headers,
    ...(announced && !taken.has('content-length') ? [['Content-Length', String(body?.byteLength ?? 0)] as const] : []),
  ];
}

/** The scheme's headers after the others; one that the caller set by hand stays the caller's. */
export function withProof(headers: Headers, proof: Headers): Headers {
  const taken = namesOf(headers);
  return [...headers, ...proof.filter(([name]) => !taken.has(name.toLowerCase()))];
}

function namesOf(headers: Headers): ReadonlySet<string> {
  return new Set(headers.map(([name]) => name.toLowerCase()));
}
