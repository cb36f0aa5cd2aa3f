import type { Exchange } from '../evidence/types.ts';
import type { SchemaFinding } from '../xml/types.ts';
import type { ExchangeCheck, JudgeContext, RawFinding } from './check.ts';

/** A document is well-formed, in the guide's namespace, and has the elements and values that its section gives it. */
export const exchangeBody: ExchangeCheck = {
  id: 'exchange-body',
  kind: 'exchange',
  faults: [
    '*/no-namespace',
    '*/other-namespace',
    '*/root-renamed',
    '*/not-well-formed',
    '*/body-empty',
    '*/element-missing',
    '*/element-renamed',
    '*/element-empty',
    '*/href-missing',
    '*/wrong-value',
    '*/name-missing',
    '*/entries-without-href',
    'get-vm-information/instance-type-renamed',
    'get-task/type-missing',
    'get-task-list/cut-off',
  ],
  companions: ['*/error-as-success', '*/any-body', 'update-vm-instance-type/knows-more-sizes'],
  judge(exchange, context) {
    if (exchange.operation === null || exchange.response === null) return [];
    const operation = context.catalogue.operation(exchange.operation);
    if (exchange.request.method !== operation.method) return [];
    const { status } = exchange.response;
    if (status !== operation.success.status || operation.success.root === null || operation.schema === null) return [];
    return bodyFindings(exchange, context, operation.schema, operation.success.root, `${operation.id}.schema`);
  },
};

/** Findings about a body that must be a given document. */
export function bodyFindings(
  exchange: Exchange,
  context: JudgeContext,
  schema: string,
  root: string,
  requirement: string,
): readonly RawFinding[] {
  const parsed = context.documents.parse(exchange);
  if (parsed === undefined) return [];
  if (!parsed.ok) {
    const { kind, message } = parsed.problem;
    // What the suite refuses for its own safety is no proof against the server.
    const refusedByUs = kind === 'too-large' || kind === 'too-deep' || kind === 'dtd';
    return [
      {
        requirement: refusedByUs ? requirement : 'xml.well-formed',
        ...(refusedByUs ? { advisory: true as const } : {}),
        expected: `a well-formed ${root} document`,
        actual: kind === 'empty' ? 'an empty body' : `${kind}: ${message}`,
        exchanges: [exchange],
        where: 'body',
      },
    ];
  }
  const findings = context.validate(exchange, schema, root).map((finding) => asRaw(finding, exchange, requirement));
  if (parsed.doctype !== true) return findings;
  const doctype = { requirement: 'xml.no-dtd', expected: 'no document type declaration', actual: 'one', where: 'body' };
  return [...findings, { ...doctype, exchanges: [exchange] }];
}

function asRaw(finding: SchemaFinding, exchange: Exchange, requirement: string): RawFinding {
  return {
    requirement: finding.kind === 'wrong-namespace' ? 'xml.namespace' : requirement,
    ...(finding.severity === 'advisory' ? { advisory: true as const } : {}),
    expected: finding.expected,
    actual: finding.actual,
    exchanges: [exchange],
    where: finding.path,
  };
}
