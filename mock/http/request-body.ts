import type { BodyField, Route } from '../catalogue/routes.ts';
import { NAMESPACE } from '../dialect/serialize.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Call } from '../domain/policies.ts';
import type { Service } from '../domain/service.ts';
import { MalformedXml, type Received, readXml } from './request-xml.ts';

/** No body of the guide is anywhere near this long. In octets. */
export const LONGEST_BODY = 1024 * 1024;

const NOTHING: Received = { name: '', namespace: null, attributes: {}, children: [], text: '' };

function valueIn(root: Received, field: BodyField): string | undefined {
  if (field.attribute === true) return root.attributes[field.name];
  return root.children.find((child) => child.name === field.name)?.text;
}

/** What is wrong with a body, or null. The guide prints bodies without the namespace: both ways are taken. */
function problemOf(root: Received, route: Route): string | null {
  const { root: wanted = '', fields = [] } = route.request;
  if (root.name !== wanted) return `the root is ${root.name} and not ${wanted}`;
  if (root.namespace !== null && root.namespace !== NAMESPACE) return `the namespace ${root.namespace} is unknown`;
  for (const field of fields) {
    const value = valueIn(root, field);
    if (value === undefined) return `${field.name} is missing`;
    if (field.values !== undefined && !field.values.includes(value)) return `"${value}" is no ${field.name}`;
  }
  const stranger = root.children.find((child) => !fields.some((field) => field.name === child.name));
  return stranger === undefined ? null : `${stranger.name} is unknown`;
}

/** Reads the fields of an XML request body (§3.12, §3.15, §3.22, §3.23), or refuses it (§3.43, §3.44). */
export function readFields(
  service: Service,
  call: Call,
  route: Route,
  bytes: Uint8Array,
): Readonly<Record<string, string>> {
  const refuse = (code: 'XMLMalformed' | 'XMLValidationError', problem: string): void => {
    const refusal = service.policies.refusedBody(call, code, problem);
    if (refusal !== null) throw new DomainError(refusal, `The body is refused: ${problem}.`);
  };
  let root = NOTHING;
  try {
    root = readXml(bytes);
    const problem = problemOf(root, route);
    if (problem !== null) refuse('XMLValidationError', problem);
  } catch (error) {
    if (!(error instanceof MalformedXml)) throw error;
    refuse('XMLMalformed', 'it is not well-formed');
  }
  const fields = route.request.fields ?? [];
  return Object.fromEntries(fields.map((field) => [field.name, valueIn(root, field) ?? '']));
}
