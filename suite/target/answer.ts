import { bodyBytes, bodyText, charsetOf } from '../evidence/body.ts';
import type { Exchange, RecordedResponse } from '../evidence/types.ts';
import type { XmlElement, XmlEngine } from '../xml/types.ts';

/** What the preflight makes of an answer: as little as it needs, and as leniently as it can. Judging is for others. */
export interface Answer {
  /** null when there was none. */
  readonly status: number | null;
  readonly form: 'xml' | 'html' | 'json' | 'empty' | 'other' | 'none';
  /** Names that the links of a list end in, in the order of the list, each once. */
  readonly names: readonly string[];
  /** Code and message of an error message (§3.34), as far as there are any. */
  readonly code: string | null;
  readonly message: string | null;
}

/** `collection` is the segment that stands before a name in the links of the list, e.g. `org`. */
export function readAnswer(exchange: Exchange, xml: Pick<XmlEngine, 'parse'>, collection: string): Answer {
  const { response } = exchange;
  if (response === null) return { status: null, form: 'none', names: [], code: null, message: null };
  const parsed = xml.parse(bodyBytes(response.body), charsetOf(response));
  const root = parsed.ok ? parsed.root : null;
  const text = bodyText(response.body, charsetOf(response));
  return {
    status: response.status,
    form: formOf(response, root, text),
    names: namesIn(root === null ? hrefsInText(text) : hrefsBelow(root), collection),
    code: childText(root, 'code'),
    message: childText(root, 'message'),
  };
}

function formOf(response: RecordedResponse, root: XmlElement | null, text: string): Answer['form'] {
  if (response.body.size === 0) return 'empty';
  if (root !== null) return root.name.toLowerCase() === 'html' ? 'html' : 'xml';
  const start = text.replace(/^[\s\uFEFF]+/, '');
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(start)) return 'html';
  if (/^[[{]/.test(start)) return 'json';
  // Broken XML is XML that a check will find broken.
  return start.startsWith('<') ? 'xml' : 'other';
}

function hrefsBelow(element: XmlElement): readonly string[] {
  const own = Object.entries(element.attributes).filter(([name]) => /(?:^|\})href$/i.test(name));
  return [...own.map(([, value]) => value), ...element.children.flatMap(hrefsBelow)];
}

/** Links of a document that is not well-formed, such as a list whose children are not closed. */
function hrefsInText(text: string): readonly string[] {
  return [...text.matchAll(/\bhref\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gi)].map(([, double, single]) =>
    (double ?? single ?? '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );
}

/** Links right below the collection count; where there are none, every link does, whatever it looks like. */
function namesIn(hrefs: readonly string[], collection: string): readonly string[] {
  const paths = hrefs.map((href) =>
    (href.trim().split(/[?#]/, 1)[0] ?? '').split('/').filter((segment) => segment !== ''),
  );
  const below = paths.filter((path) => path.length > 1 && path.at(-2) === collection);
  const names = (below.length > 0 ? below : paths).map((path) => decode(path.at(-1) ?? ''));
  return [...new Set(names)].filter((name) => name !== '' && name !== collection);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function childText(root: XmlElement | null, name: string): string | null {
  const text = root?.children.find((child) => child.name === name)?.text ?? '';
  return text === '' ? null : text;
}
