import { readFileSync } from 'node:fs';
import { keyOf, type LedgerHeader, type LedgerLine, type Resource } from './ledger-line.ts';

/** A file is no ledger, or cannot be read. The message is one line. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
}

export interface LedgerContents {
  /** Null when the run was killed before it wrote anything. */
  readonly run: LedgerHeader | null;
  /** What the run made and nobody removed yet, newest first. */
  readonly remaining: readonly Resource[];
  /** What was there before the run. */
  readonly found: readonly Resource[];
  /** Ids of the tasks that were there before the run. */
  readonly tasks: readonly string[];
  /** Octets up to the end of the last whole line. */
  readonly whole: number;
}

/** Reads a ledger back. A last line cut short by a kill is passed over. Throws LedgerError. */
export function readLedger(file: string): LedgerContents {
  const bytes = read(file);
  const whole = bytes.lastIndexOf(10) + 1;
  const open = new Map<string, Resource>();
  let run: LedgerHeader | null = null;
  let found: readonly Resource[] = [];
  let tasks: readonly string[] = [];
  const texts = bytes.subarray(0, whole).toString('utf8').split('\n').slice(0, -1);
  for (const [index, text] of texts.entries()) {
    const line = parse(text);
    if (line === null)
      throw new LedgerError(`${file}:${index + 1}: this is no line of a ledger; cleanup --prefix removes by name`);
    if (line.event === 'run') run = line.run;
    else if (line.event === 'found') {
      // Where several runs wrote into one ledger, what an earlier one left is no stranger's.
      found = line.resources.filter((resource) => !open.has(keyOf(resource)));
      tasks = line.tasks;
    } else {
      const key = keyOf(line.resource);
      if (line.event === 'removed' || line.event === 'refused') open.delete(key);
      else open.set(key, line.resource);
    }
  }
  if (texts.length === 0 && !START.startsWith(bytes.toString('utf8').slice(0, START.length)))
    throw new LedgerError(`${file}: this is not a ledger`);
  return { run, remaining: [...open.values()].reverse(), found, tasks, whole };
}

/** What a ledger begins with, however short it was cut. */
const START = '{"event":"run"';

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new LedgerError(
      `${file}: ${code === 'ENOENT' ? 'there is no such ledger' : `the ledger cannot be read (${code})`}`,
    );
  }
}

function parse(text: string): LedgerLine | null {
  try {
    const value: unknown = JSON.parse(text);
    return isLine(value) ? value : null;
  } catch {
    return null;
  }
}

const EVENTS: readonly unknown[] = ['intended', 'created', 'removed', 'refused'];

function isLine(value: unknown): value is LedgerLine {
  if (!isObject(value)) return false;
  if (value.event === 'run')
    return (
      isObject(value.run) &&
      typeof value.run.prefix === 'string' &&
      typeof value.run.target === 'string' &&
      typeof value.run.organization === 'string'
    );
  if (value.event === 'found')
    return Array.isArray(value.resources) && value.resources.every(isResource) && Array.isArray(value.tasks);
  return EVENTS.includes(value.event) && isResource(value.resource);
}

function isResource(value: unknown): boolean {
  if (!isObject(value)) return false;
  return (
    ['kind', 'organization', 'name'].every((key) => typeof value[key] === 'string') &&
    (value.vdc === undefined || typeof value.vdc === 'string')
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
