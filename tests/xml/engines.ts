import assert from 'node:assert/strict';
import { openXmlEngine, type ParseResult, type SchemaFinding, type XmlEngine } from '../../suite/xml/index.ts';

/** Null where the optional native add-on is not installed: there the tests judge the other engine alone. */
export const native: XmlEngine | null = await openXmlEngine('libxmljs2').catch(() => null);
export const wasm: XmlEngine = await openXmlEngine('libxml2-wasm');
export const engines: readonly XmlEngine[] = native === null ? [wasm] : [wasm, native];

/** Which file of `schemas/xsd/` speaks of a root element. */
const SCHEMAS: Readonly<Record<string, string>> = {
  VirtualMachine: 'caas-mo-vm.xsd',
  VmManagementActionList: 'caas-mo-vm.xsd',
  VirtualMachineList: 'caas-mo-vm.xsd',
  ImageList: 'caas-mo-vm.xsd',
  VirtualNic: 'caas-mo-vm-dev.xsd',
  VirtualNicList: 'caas-mo-vm-dev.xsd',
  VirtualDataCenter: 'caas-mo-vdc.xsd',
  VirtualDataCenterList: 'caas-mo-vdc.xsd',
  NetworkList: 'caas-mo-network.xsd',
  Network: 'caas-mo-network.xsd',
  OrganizationList: 'caas-mo-org.xsd',
  Organization: 'caas-mo-org.xsd',
  TaskList: 'caas-mo-task.xsd',
  Task: 'caas-mo-task.xsd',
  ErrorMessage: 'caas-mo-error.xsd',
  Manifest: 'caas-mo-manifest.xsd',
};
export const ROOTS: readonly string[] = Object.keys(SCHEMAS);

export function schemaOf(root: string): string {
  const schema = SCHEMAS[root];
  assert.ok(schema, `no schema known for ${root}`);
  return schema;
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Parses with every engine, asserts that they agree, and returns what they say. */
export function parseAlike(document: Uint8Array, charset?: string): ParseResult {
  const parsed = wasm.parse(document, charset);
  const other = native?.parse(document, charset) ?? parsed;
  // The words of "not well-formed" are each engine's own.
  if (!parsed.ok && !other.ok && parsed.problem.kind === 'not-well-formed') {
    assert.equal(other.problem.kind, parsed.problem.kind);
  } else {
    assert.deepEqual(other, parsed);
  }
  return parsed;
}

/** Parses and validates with every engine, asserts that they agree, and returns the findings. */
export function validateAlike(document: Uint8Array, root: string, charset?: string): readonly SchemaFinding[] {
  const parsed = parseAlike(document, charset);
  if (!parsed.ok) assert.fail(`refused: ${parsed.problem.message}`);
  const findings = wasm.validate(parsed.root, schemaOf(root), root);
  if (native !== null) assert.deepEqual(native.validate(parsed.root, schemaOf(root), root), findings);
  return findings;
}

/** Findings as `kind path`, errors and advisories apart. */
export function brief(findings: readonly SchemaFinding[]): {
  readonly errors: string[];
  readonly advisories: string[];
} {
  const of = (severity: SchemaFinding['severity']): string[] =>
    findings
      .filter((finding) => finding.severity === severity)
      .map(({ kind, path }) => `${kind} ${path}`)
      .sort();
  return { errors: of('error'), advisories: of('advisory') };
}
