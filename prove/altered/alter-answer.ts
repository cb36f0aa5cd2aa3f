import { loadStatuses } from '../../mock/catalogue/statuses.ts';
import { DEFAULT_DIALECT } from '../../mock/dialect/dialect.ts';
import { serialize } from '../../mock/dialect/serialize.ts';
import type { XmlNode } from '../../mock/dialect/xml-node.ts';
import type { Call } from '../../mock/domain/policies.ts';
import type { Service } from '../../mock/domain/service.ts';
import type { FaultContext, Spoiler } from '../../mock/faults/types.ts';
import { type Outgoing, withHeader } from '../../mock/http/outgoing.ts';
import type { Catalogue } from '../../suite/catalogue/types.ts';
import type { Documents } from '../../suite/document/documents.ts';
import { errorCodeOf } from '../../suite/document/error-message.ts';
import { bodyBytes, toBody } from '../../suite/evidence/body.ts';
import type { Exchange } from '../../suite/evidence/types.ts';
import type { XmlElement } from '../../suite/xml/types.ts';

/** The fault does something that no recorded answer can be made to show. */
export class NeedsServer extends Error {
  override readonly name = 'NeedsServer';
}

/** Whatever a fault wants of the service, a recording has none. */
const NO_SERVICE = new Proxy({} as Service, {
  get() {
    throw new NeedsServer('the fault looks into the service');
  },
});

const nodeOf = ({ name, attributes, children, text }: XmlElement): XmlNode => ({
  name,
  attributes,
  content: children.length > 0 ? children.map(nodeOf) : text,
});

const withoutBody = (call: Call, exchange: Exchange, code: string | null): FaultContext => ({
  call,
  service: NO_SERVICE,
  method: exchange.request.method,
  path: new URL(exchange.request.url).pathname,
  code,
});

/** One recorded exchange as a server with this fault would have answered it; the very same one where it is not wrong. */
export function alterAnswer(
  exchange: Exchange,
  spoiler: Spoiler,
  catalogue: Catalogue,
  documents: Documents,
): Exchange {
  const { response, operation } = exchange;
  if (response === null) return exchange;
  const defined = operation !== null && catalogue.operation(operation).method === exchange.request.method;
  const call: Call = {
    operation: defined ? operation : null,
    parameters: exchange.parameters,
    user: null,
    claimed: exchange.principal !== 'anonymous',
    others: 0,
    number: exchange.seq,
  };
  const root = documents.root(exchange);
  const said = response.status >= 400 ? (errorCodeOf(root) ?? '') : null;
  const code = said === null ? null : (spoiler.refusal?.(said, call) ?? said);
  const context = withoutBody(call, exchange, code);
  let document = root === undefined ? null : nodeOf(root);
  const before = document;
  if (document !== null && said !== code) document = renamed(document, code ?? '');
  if (document !== null) document = spoiler.document?.(document, context) ?? document;
  const original: Outgoing = {
    status: said === code ? response.status : (loadStatuses().get(code ?? '') ?? 500),
    headers: response.headers,
    body: bodyBytes(response.body),
  };
  const written = document === before || document === null ? original : rewritten(original, document);
  const { status, headers, body, cutAfter } = spoiler.outgoing?.(written, context) ?? written;
  if (cutAfter !== undefined) throw new NeedsServer('the fault cuts the connection');
  const same = status === response.status && headers === response.headers && body === original.body;
  return same ? exchange : { ...exchange, response: { ...response, status, headers, body: toBody(body) } };
}

const renamed = (root: XmlNode, code: string): XmlNode => ({
  ...root,
  content: Array.isArray(root.content)
    ? root.content.map((child: XmlNode) => (child.name === 'code' ? { ...child, content: code } : child))
    : (root.content ?? ''),
});

function rewritten(outgoing: Outgoing, document: XmlNode): Outgoing {
  const body = serialize(document, DEFAULT_DIALECT);
  return withHeader({ ...outgoing, body }, 'Content-Length', String(body.length));
}
