/**
 * The guide prints links relative and without a leading slash (`1.0.0.0/org/…`), so a server may read that as
 * relative to the service root, may root it, or may make it absolute. All three are brought to one form here.
 */
export interface ResolvedHref {
  /** Path from the version segment on, with a leading slash, percent-encoded and fit to be sent. */
  readonly path: string;
  /** Decoded segments: version, `org`, organisation, … without empty ones. */
  readonly segments: readonly string[];
  /** Decoded last segment: the name of what the link points to. */
  readonly name: string;
  readonly form: 'relative' | 'rooted' | 'absolute';
  readonly trailingSlash: boolean;
  readonly rawSpace: boolean;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Percent-encodes what a link may carry raw (spaces, non-ASCII) and leaves escapes as they are. */
function encodeRaw(path: string): string {
  return path
    .replace(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(character))
    .replace(/["<>\\^`{|}]/g, (c) => encodeURIComponent(c));
}

/** Null when the link does not hold `<version>/org` anywhere, i.e. does not follow the URI syntax of the guide. */
export function resolveHref(href: string, version: string): ResolvedHref | null {
  const trimmed = href.trim();
  const withoutQuery = trimmed.split(/[?#]/, 1)[0] ?? '';
  const absolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(withoutQuery);
  const path = absolute ? withoutQuery.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '') : withoutQuery;
  const parts = path.split('/');
  const start = parts.findIndex((part, index) => decode(part) === version && parts[index + 1] === 'org');
  if (start < 0) return null;
  const rest = parts.slice(start);
  const segments = rest.map(decode).filter((segment) => segment !== '');
  return {
    path: `/${encodeRaw(rest.join('/'))}`,
    segments,
    name: segments.at(-1) ?? '',
    form: absolute ? 'absolute' : path.startsWith('/') ? 'rooted' : 'relative',
    trailingSlash: path.endsWith('/'),
    rawSpace: /\s/.test(trimmed),
  };
}

/** Fills a path template of the catalogue; values are percent-encoded. */
export function fillPath(template: string, parameters: Readonly<Record<string, string>>): string {
  return template.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? ''));
}
