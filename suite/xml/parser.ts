import type { ParseResult } from './types.ts';

/** One complaint of an engine about a document that does not fit its schema. */
export interface EngineError {
  /** Line of the element, from 1. */
  readonly line: number;
  /** The engine's own words. */
  readonly message: string;
}

/** A compiled schema; kept for the life of the process. */
export interface CompiledSchema {
  /** Errors in the order of the engine; empty when the text is valid. */
  errors(xml: string): readonly EngineError[];
}

/**
 * What lies directly over a library: text in, neutral things out. It is only ever given text that
 * passed the guard. Disposes of its documents before it returns.
 */
export interface XmlParser {
  /** Library and version. */
  readonly name: string;
  parse(xml: string): ParseResult;
  compile(xsd: string): CompiledSchema;
}

/** A complaint of libxml2 while it parses. */
export interface Complaint {
  /** 1 warning, 2 error, 3 fatal. */
  readonly level: number;
  readonly message: string;
  readonly line: number;
}

/**
 * What libxml2 calls an error although such a document is well-formed: a namespace name that is no
 * URI, and an xml:id that is no name. Extensions may contain both.
 */
const HARMLESS = /is not a valid URI\s*$|^xml:id : /;

export function matters(complaint: Complaint): boolean {
  return complaint.level > 1 && !HARMLESS.test(complaint.message);
}

export function notWellFormed(complaint: Complaint | undefined): ParseResult {
  const message = complaint === undefined ? 'no document' : `line ${complaint.line}: ${complaint.message.trim()}`;
  return { ok: false, problem: { kind: 'not-well-formed', message } };
}
