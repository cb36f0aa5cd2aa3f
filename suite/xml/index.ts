export { DEFAULT_LIMITS, guard, type XmlLimits } from './guard.ts';
export { ENGINE_NAMES, ENGINE_VARIABLE, type EngineName, openXmlEngine } from './open-engine.ts';
export type {
  ParseResult,
  SchemaFinding,
  ValidateOptions,
  XmlElement,
  XmlEngine,
  XmlProblem,
  XmlProblemKind,
} from './types.ts';
export { element, serialise, type WritableElement, type WriteOptions } from './write.ts';
