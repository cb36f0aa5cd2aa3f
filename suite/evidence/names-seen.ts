import { bodyText, charsetOf, header } from './body.ts';
import type { Exchange } from './types.ts';

/** Names by what they name: `host`, `address`, `domain`, or a collection of the URI syntax such as `vm`. */
export type NamesSeen = ReadonlyMap<string, string>;

/**
 * Every name in the exchanges that tells whose server it is: hosts, objects that links and requests name, values of
 * `name` attributes, IPv4 addresses and domain names. `templates` are the path templates of the catalogue; they say
 * which segments of a link are names. Words of the templates themselves are never names.
 */
export function namesSeen(
  exchanges: Iterable<Exchange>,
  templates: readonly string[],
  keep: readonly string[],
): NamesSeen {
  const collections = new Set(
    templates.flatMap((path) => [...path.matchAll(/([^/{}]+)\/\{/g)].map(([, word]) => word ?? '')),
  );
  const words = new Set([...keep, ...templates.flatMap((path) => path.split('/'))]);
  const names = new Map<string, string>();
  const add = (name: string | undefined, kind: string): void => {
    if (name !== undefined && name !== '' && !words.has(name) && !names.has(name)) names.set(name, kind);
  };
  const addLink = (link: string): void => {
    const segments = (link.split(/[?#]/, 1)[0] ?? '').split('/').filter((segment) => segment !== '');
    segments.forEach((segment, i) => {
      const before = segments[i - 1];
      if (before !== undefined && collections.has(before) && !words.has(segment)) add(decode(segment), before);
    });
  };

  for (const { request, response } of exchanges) {
    if (URL.canParse(request.url)) add(new URL(request.url).hostname, 'host');
    addLink(request.url);
    if (response === null) continue;
    addLink(header(response, 'location') ?? '');
    const text = bodyText(response.body, charsetOf(response));
    for (const [, link] of text.matchAll(/\bhref\s*=\s*["']([^"'<]*)/gi)) addLink(unescapeXml(link ?? ''));
    for (const [, name] of text.matchAll(/\bname\s*=\s*["']([^"'<]+)["']/gi)) add(unescapeXml(name ?? ''), 'object');
    for (const [address] of text.matchAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g)) add(address, 'address');
    for (const [domain] of text.matchAll(/\b[a-z0-9](?:[a-z0-9-]*\.)+[a-z]{2,}\b/gi)) add(domain, 'domain');
  }
  return names;
}

function unescapeXml(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
