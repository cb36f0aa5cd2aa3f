import type { ParseResult, SchemaFinding, XmlElement, XmlEngine } from '../suite/xml/types.ts';

/** Documents that are remembered before everything is forgotten. */
const MOST = 4000;

/**
 * An engine that reads the same octets once only. Hundreds of servers of one seed say almost the same, so most of what
 * one of them answers has been read and validated before.
 */
export function rememberingXml(engine: XmlEngine): XmlEngine {
  const parsed = new Map<string, ParseResult>();
  let validated = new WeakMap<XmlElement, Map<string, readonly SchemaFinding[]>>();
  return {
    name: engine.name,
    parse(bytes, charset) {
      const key = `${charset ?? ''} ${Buffer.from(bytes).toString('latin1')}`;
      const known = parsed.get(key);
      if (known !== undefined) return known;
      if (parsed.size >= MOST) {
        parsed.clear();
        validated = new WeakMap();
      }
      const result = engine.parse(bytes, charset);
      parsed.set(key, result);
      return result;
    },
    validate(root, schema, expectedRoot, options) {
      const key = `${schema} ${expectedRoot} ${options?.namespace ?? ''}`;
      const known = validated.get(root) ?? new Map<string, readonly SchemaFinding[]>();
      validated.set(root, known);
      const findings = known.get(key) ?? engine.validate(root, schema, expectedRoot, options);
      known.set(key, findings);
      return findings;
    },
  };
}
