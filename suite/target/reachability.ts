import { header } from '../evidence/body.ts';
import type { Exchange } from '../evidence/types.ts';
import type { Asked } from './preflight-calls.ts';
import type { Target } from './types.ts';

/** Why there is no talking to the host at all; null when somebody answered. */
export function unreachable(target: Target, asked: Asked): string | null {
  const { failure } = asked.exchange;
  if (failure === null) return null;
  const { host, hostname } = new URL(target.baseUrl);
  switch (failure.kind) {
    case 'refused':
      return `${host} takes no connection: start the server, or correct baseUrl (${failure.message})`;
    case 'dns':
      return `the name ${hostname} has no address: correct baseUrl`;
    case 'tls':
      return `no TLS connection to ${host}: set tls.ca to the server's authority, or correct the scheme of baseUrl (${failure.message})`;
    case 'timeout':
      return `${host} does not answer within ${target.requestTimeoutMs} ms: check baseUrl, or raise requestTimeout`;
    default:
      return `${host} does not answer as an HTTP server: check baseUrl (${failure.message})`;
  }
}

/** Why what answered is not this API; null when it may be. */
export function anotherService(target: Target, asked: Asked): string | null {
  const { response } = asked.exchange;
  const where = asked.exchange.request.url;
  const location = response === null ? undefined : header(response, 'location');
  if (asked.form === 'xml' || asked.form === 'none' || asked.status === 401 || asked.status === 403) return null;
  if (location !== undefined && asked.status !== null && asked.status >= 300 && asked.status < 400) {
    return `${where} redirects to ${location}: set baseUrl to where the API is`;
  }
  const things = { html: 'an HTML page', json: 'JSON', empty: 'nothing', other: 'something that is not XML' };
  return `${where} answers ${asked.status} with ${things[asked.form]}, so this is not the API: correct baseUrl${target.baseUrl.includes('/', 8) ? '' : ' or set pathPrefix'}`;
}

/**
 * How far the server's clock is ahead of ours, in milliseconds, from its Date headers; 0 within what their resolution
 * of a second can tell, null when there is none. The median, since a single answer may have been slow.
 */
export function clockSkewMs(exchanges: readonly Exchange[]): number | null {
  const skews = exchanges
    .flatMap(({ response, startedAt, elapsedMs }) => {
      const date = response === null ? undefined : header(response, 'date');
      const theirs = date === undefined ? Number.NaN : Date.parse(date);
      // The header cuts off the fraction of the second, half of one on average.
      return Number.isNaN(theirs) ? [] : [theirs + 500 - (Date.parse(startedAt) + elapsedMs / 2)];
    })
    .sort((a, b) => a - b);
  const median = skews[Math.floor(skews.length / 2)];
  if (median === undefined) return null;
  return Math.abs(median) <= 1000 ? 0 : Math.round(median);
}
