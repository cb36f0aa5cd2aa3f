import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type ResourceKind = 'vm' | 'image' | 'nfs';

export interface Resource {
  readonly kind: ResourceKind;
  readonly organization: string;
  /** Undefined for an image, and for a VM whose VDC the server chooses. */
  readonly vdc?: string;
  readonly name: string;
}

interface Line {
  readonly event: 'intended' | 'created' | 'removed' | 'refused';
  readonly resource: Resource;
}

const keyOf = (resource: Resource): string => `${resource.kind} ${resource.organization} ${resource.name}`;

/**
 * What the run creates, written down and flushed to disk before the request that creates it is sent, so that a run
 * that is killed can be cleaned up after. Held in memory only when no file is given (embedded runs).
 */
export class Ledger {
  readonly file: string | null;
  readonly #fd: number | null;
  readonly #open = new Map<string, Resource>();
  readonly #sure = new Set<string>();

  constructor(file: string | null) {
    this.file = file;
    if (file === null) this.#fd = null;
    else {
      mkdirSync(dirname(file), { recursive: true });
      this.#fd = openSync(file, 'a');
    }
  }

  intend(resource: Resource): void {
    this.#open.set(keyOf(resource), resource);
    this.#write({ event: 'intended', resource });
  }

  created(resource: Resource): void {
    this.#open.set(keyOf(resource), resource);
    this.#sure.add(keyOf(resource));
    this.#write({ event: 'created', resource });
  }

  /** The server refused to create it. */
  refused(resource: Resource): void {
    if (this.#sure.has(keyOf(resource))) return;
    this.#open.delete(keyOf(resource));
    this.#write({ event: 'refused', resource });
  }

  removed(resource: Resource): void {
    this.#open.delete(keyOf(resource));
    this.#sure.delete(keyOf(resource));
    this.#write({ event: 'removed', resource });
  }

  owns(kind: ResourceKind, name: string): boolean {
    for (const resource of this.#open.values()) if (resource.kind === kind && resource.name === name) return true;
    return false;
  }

  /** Newest first, the order in which to remove. */
  remaining(): readonly Resource[] {
    return [...this.#open.values()].reverse();
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
  }

  #write(line: Line): void {
    if (this.#fd === null) return;
    writeSync(this.#fd, `${JSON.stringify(line)}\n`);
    // Only an intention must survive a crash before the request goes out; the rest may be lost without harm.
    if (line.event === 'intended') fsyncSync(this.#fd);
  }
}

/** Reads a ledger file back; a last line cut short by a kill is passed over. Newest first. */
export function readLedger(file: string): readonly Resource[] {
  const open = new Map<string, Resource>();
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (text === '') continue;
    let line: Line;
    try {
      line = JSON.parse(text) as Line;
    } catch {
      continue;
    }
    if (line.event === 'removed' || line.event === 'refused') open.delete(keyOf(line.resource));
    else open.set(keyOf(line.resource), line.resource);
  }
  return [...open.values()].reverse();
}
