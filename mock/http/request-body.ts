import type { BodyField, Route } from '../catalogue/routes.ts';
import { NAMESPACE } from '../dialect/serialize.ts';
import type { BodyRules } from '../domain/behaviour.ts';
import { DomainError } from '../domain/domain-error.ts';
import type { Call } from '../domain/policies.ts';
import type { Service } from '../domain/service.ts';
import { MalformedXml, type Received, readXml } from './request-xml.ts';

/** No body of the guide is anywhere near this long. In octets. */
export const LONGEST_BODY = 1024 * 1024;

const NOTHING: Received = { name: '', namespace: null, attributes: {}, children: [], text: '' };

interface Complaint {
  readonly code: string;
  readonly problem: string;
}

function valueIn(root: Received, field: BodyField): string | undefined {
  if (field.attribute === true) return root.attributes[field.name];
  return root.children.find((child) => child.name === field.name)?.text;
}

/** The guide prints bodies without the namespace, the schemas have it. */
function namespaceFits(namespace: string | null, rule: BodyRules['requestNamespace']): boolean {
  if (namespace === null) return rule !== 'with';
  return namespace === NAMESPACE && rule !== 'without';
}

function fieldComplaint(root: Received, field: BodyField, rules: BodyRules, optional: boolean): Complaint | null {
  const value = valueIn(root, field);
  if (value === undefined && optional) return null;
  if (value === undefined) {
    const code = field.name === 'name' ? rules.missingName : rules.invalidBody;
    return { code, problem: `${field.name} is missing` };
  }
  if (field.values === undefined || field.values.includes(value)) return null;
  const code = field.name === 'instance-type' ? rules.wrongInstanceType : rules.invalidBody;
  return { code, problem: `"${value}" is no ${field.name}` };
}

function complaintAbout(root: Received, route: Route, rules: BodyRules): Complaint | null {
  const { root: wanted = '', fields = [] } = route.request;
  const code = rules.invalidBody;
  if (root.name !== wanted) return { code, problem: `the root is ${root.name} and not ${wanted}` };
  if (!namespaceFits(root.namespace, rules.requestNamespace))
    return { code, problem: 'the namespace is not the right one' };
  const lenient =
    (route.id === 'deploy-uploaded-image' && rules.deployDefaults === 'defaults') ||
    (route.id === 'update-vm-instance-type' && rules.updateWithoutType === 'nothing');
  for (const field of fields) {
    const complaint = fieldComplaint(root, field, rules, lenient && field.attribute !== true);
    if (complaint !== null) return complaint;
  }
  const stranger = root.children.find((child) => !fields.some((field) => field.name === child.name));
  return stranger === undefined ? null : { code, problem: `${stranger.name} is unknown` };
}

/** Fields of a body, by name; those that it lacks are absent. */
export type Fields = Readonly<Record<string, string | undefined>>;

/** Reads the fields of an XML request body (§3.12, §3.15, §3.22, §3.23), or refuses it (§3.43, §3.44). */
export function readFields(service: Service, call: Call, route: Route, bytes: Uint8Array): Fields {
  const refuse = ({ code, problem }: Complaint): void => {
    const refusal = service.policies.refusedBody(call, code, problem);
    if (refusal !== null) throw new DomainError(refusal, `The body is refused: ${problem}.`);
  };
  const root = readRoot(bytes);
  if (root === null) refuse({ code: service.behaviour.malformedBody, problem: 'it is not well-formed' });
  const complaint = root === null ? null : complaintAbout(root, route, service.behaviour);
  if (complaint !== null) refuse(complaint);
  const fields = route.request.fields ?? [];
  return Object.fromEntries(fields.map((field) => [field.name, valueIn(root ?? NOTHING, field)]));
}

function readRoot(bytes: Uint8Array): Received | null {
  try {
    return readXml(bytes);
  } catch (error) {
    if (error instanceof MalformedXml) return null;
    throw error;
  }
}
