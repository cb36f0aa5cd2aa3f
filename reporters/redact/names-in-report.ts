import type { Report, ReportedExchange } from '../model/types.ts';
import { Pseudonyms } from './pseudonyms.ts';

const HOST = /\b(?:https?:)?\/\/(?:[^/@\s"'<>]*@)?(\[[0-9a-f:.]+\]|[^/:\s"'<>?#]+)/gi;
const DOTTED = /(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w-])/gi;
const IPV4 = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/g;
const IPV6 = /(?<![\w:.])(?:[0-9a-f]{1,4}:){2,7}[0-9a-f:.]+(?![\w:])/gi;

/** Finds every name of a host or an object that the report holds, and gives each a stand-in. */
export function namesInReport(report: Report): Pseudonyms {
  const { target, operations, exchanges, tasks, catalogue } = report;
  const kinds = kindsOfSegments(operations.map(({ path }) => path));
  const literals = operations.flatMap(({ path }) => path.split('/').filter((segment) => !segment.startsWith('{')));
  const taskIds = [...tasks.map(({ id }) => id), ...exchanges.flatMap(({ parameters }) => parameters['task-id'] ?? [])];
  // Task ids are numbers that the server gives out: they name nobody, and a reader follows them.
  const words = [
    ...literals,
    ...taskIds,
    ...namespaceHosts(exchanges),
    catalogue.version,
    'localhost',
    '127.0.0.1',
    '::1',
  ];
  const names = new Pseudonyms(words);
  names.add('implementation', target.name);
  addHosts(names, target.baseUrl);
  names.add('org', target.organization);
  for (const vdc of target.vdcs) names.add('vdc', vdc);
  for (const exchange of exchanges) addFromExchange(names, exchange, kinds, catalogue.version);
  for (const { object } of tasks) names.add('object', object);
  return names;
}

/** The host in the name of a namespace names the interface, not the target. */
function namespaceHosts(exchanges: readonly ReportedExchange[]): string[] {
  const bodies = exchanges.flatMap(({ request, response }) => [request.body?.text ?? '', response?.body.text ?? '']);
  return bodies.flatMap((text) =>
    [...text.matchAll(/\sxmlns(?::[\w.-]+)?\s*=\s*["'][a-z]+:\/\/([^/"']+)/g)].map(([, host = '']) => host),
  );
}

/** `{vm-name}` after `vm` in a path template makes what follows `vm` in any path the name of a VM. */
function kindsOfSegments(paths: readonly string[]): ReadonlyMap<string, string> {
  const kinds = new Map<string, string>();
  for (const path of paths) {
    for (const [, literal = '', kind = ''] of path.matchAll(/\/([^/{}]+)\/\{([^}]+)-name\}/g)) kinds.set(literal, kind);
  }
  return kinds;
}

function addFromExchange(
  names: Pseudonyms,
  { request, response, parameters, failure }: ReportedExchange,
  kinds: ReadonlyMap<string, string>,
  version: string,
): void {
  for (const [parameter, value] of Object.entries(parameters)) {
    const kind = /^(.+)-name$/.exec(parameter)?.[1];
    if (kind !== undefined) names.add(kind, value);
  }
  for (const [name, value] of request.headers) {
    if (name.toLowerCase() === 'authorization') names.add('user', /^Basic ([^:$]+):/.exec(value)?.[1]);
  }
  const texts = [request.url, ...request.headers.map(([, value]) => value), failure?.message ?? ''];
  texts.push(...(response?.headers.map(([, value]) => value) ?? []));
  for (const text of texts) addFromText(names, text, kinds, version);
  for (const body of [request.body, response?.body]) {
    if (body?.encoding === 'utf-8') addFromXml(names, body.text, kinds, version);
  }
}

function addFromXml(names: Pseudonyms, text: string, kinds: ReadonlyMap<string, string>, version: string): void {
  addFromText(names, text, kinds, version);
  for (const [, , name = ''] of text.matchAll(/\s(?:file)?name\s*=\s*(["'])((?:(?!\1)[^<])*)\1/g))
    names.add('object', unescapeXml(name));
  for (const [, name = ''] of text.matchAll(/<(?:[\w.-]+:)?(?:[\w.]+-)?name(?:\s[^<>]*)?>([^<>]*)</g))
    names.add('object', unescapeXml(name.trim()));
  // A link that follows no known pattern still ends in a name.
  for (const [, , href = ''] of text.matchAll(/\shref\s*=\s*(["'])((?:(?!\1)[^<])*)\1/g)) {
    const last = href
      .split(/[?#]/, 1)[0]
      ?.split('/')
      .filter((segment) => segment !== '')
      .at(-1);
    if (last !== undefined && !/^task-?\d+$/i.test(last)) names.add('object', decoded(unescapeXml(last)));
  }
}

function addFromText(names: Pseudonyms, text: string, kinds: ReadonlyMap<string, string>, version: string): void {
  addHosts(names, text);
  for (const [path] of text.matchAll(/[^\s"'<>]*\/[^\s"'<>]*/g)) {
    const segments = path.split(/[?#]/, 1)[0]?.split('/') ?? [];
    for (const [index, segment] of segments.entries()) {
      const kind = kinds.get(segments[index - 1] ?? '');
      if (kind !== undefined) names.add(kind, decoded(unescapeXml(segment)));
    }
  }
  for (const [ip] of text.matchAll(IPV4)) if (ip !== version) names.add('ip', ip, (count) => `192.0.2.${count}`);
  for (const [ip] of text.matchAll(IPV6))
    if (ip.includes('::') || ip.split(':').length === 8)
      names.add('ip6', ip, (count) => `2001:db8::${count.toString(16)}`);
}

/** Hosts of URLs, and what looks like a fully qualified name. Namespaces and file names are no hosts of the target. */
function addHosts(names: Pseudonyms, text: string): void {
  const visited = text.replace(/\sxmlns(?::[\w.-]+)?\s*=\s*(["'])[^"']*\1/g, ' ');
  for (const [, host = ''] of visited.matchAll(HOST))
    if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(host)) names.add('host', host, hostStandIn);
  for (const [host] of visited.matchAll(DOTTED)) names.add('host', host, hostStandIn);
}

const hostStandIn = (count: number): string => `host-${count}.example`;

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
