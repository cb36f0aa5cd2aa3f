import { openXmlEngine, type XmlElement } from '../../suite/xml/index.ts';
import { basic, type Client } from './client.ts';

/** XSD of each root element that the guide has. */
const SCHEMAS: Readonly<Record<string, string>> = {
  OrganizationList: 'caas-mo-org.xsd',
  Organization: 'caas-mo-org.xsd',
  VirtualDataCenterList: 'caas-mo-vdc.xsd',
  VirtualDataCenter: 'caas-mo-vdc.xsd',
  VirtualMachineList: 'caas-mo-vm.xsd',
  VirtualMachine: 'caas-mo-vm.xsd',
  VmManagementActionList: 'caas-mo-vm.xsd',
  ImageList: 'caas-mo-vm.xsd',
  VirtualNicList: 'caas-mo-vm-dev.xsd',
  VirtualNic: 'caas-mo-vm-dev.xsd',
  NetworkList: 'caas-mo-network.xsd',
  Network: 'caas-mo-network.xsd',
  TaskList: 'caas-mo-task.xsd',
  Task: 'caas-mo-task.xsd',
  ErrorMessage: 'caas-mo-error.xsd',
};

const engine = await openXmlEngine('libxml2-wasm');

export interface Stop {
  readonly url: string;
  readonly status: number;
  /** Root element of the answer; null where there is no body, or none that is XML. */
  readonly root: XmlElement | null;
  /** What is wrong with the document, by the schemas. */
  readonly findings: readonly string[];
}

/** Reads one resource, whatever its form. */
export async function read(
  url: string,
  method = 'GET',
  body?: string,
): Promise<Stop & { readonly response: Response }> {
  const init = { method, headers: { authorization: basic('admin') }, ...(body === undefined ? {} : { body }) };
  const response = await fetch(url, init);
  const octets = new Uint8Array(await response.arrayBuffer());
  const stop = { url, status: response.status, response };
  if (octets.length === 0) return { ...stop, root: null, findings: [] };
  const charset = /charset="?([\w-]+)/.exec(response.headers.get('content-type') ?? '')?.[1];
  const parsed = engine.parse(octets, charset);
  if (!parsed.ok) return { ...stop, root: null, findings: [parsed.problem.message] };
  const schema = SCHEMAS[parsed.root.name];
  if (schema === undefined) return { ...stop, root: parsed.root, findings: [] };
  const findings = engine
    .validate(parsed.root, schema, parsed.root.name)
    .filter(({ severity }) => severity === 'error');
  return { ...stop, root: parsed.root, findings: findings.map(({ path, actual }) => `${path}: ${actual}`) };
}

/** A link as a client follows it: relative ones from the root of the service. */
export function resolve(client: Client, href: string): string {
  const encoded = href.replaceAll(' ', '%20');
  if (/^https?:/.test(encoded)) return encoded;
  return encoded.startsWith('/') ? new URL(encoded, client.mock.url).href : `${client.mock.url}/${encoded}`;
}

/** Links with a relation are none of the guide's, and may lead anywhere. */
const hrefsOf = (root: XmlElement): string[] =>
  [root, ...root.children].flatMap(({ attributes: { href, rel } }) =>
    href === undefined || rel !== undefined ? [] : [href],
  );

/** Of a list's entries so many are followed: the seed makes a machine of each state, and one with two NICs, come first. */
const PER_LIST = 3;

/** Follows the links from the organisation list and the stores of the organisation. */
export async function crawl(client: Client): Promise<readonly Stop[]> {
  const start = ['/org', '/org/caas', '/org/caas/imagestore', '/org/caas/template'];
  const queue = start.map((path) => `${client.mock.url}/1.0.0.0${path}`);
  const seen = new Set(queue);
  const stops: Stop[] = [];
  for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
    const stop = await read(url);
    stops.push(stop);
    if (stop.root === null || stop.root.name === 'VmManagementActionList') continue;
    for (const next of hrefsOf(stop.root)
      .slice(0, PER_LIST)
      .map((href) => resolve(client, href))) {
      if (!seen.has(next)) queue.push(next);
      seen.add(next);
    }
  }
  return stops;
}
