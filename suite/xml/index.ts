export { DEFAULT_LIMITS, guard } from './guard.ts';
export { ENGINE_VARIABLE, type EngineName, openXmlEngine } from './open-engine.ts';
export type { ParseResult, SchemaFinding, XmlElement, XmlEngine } from './types.ts';
export { element, serialise } from './write.ts';
