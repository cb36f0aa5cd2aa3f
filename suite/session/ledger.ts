import { closeSync, fsyncSync, mkdirSync, openSync, truncateSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Found } from './found.ts';
import { keyOf, type LedgerHeader, type LedgerLine, type Resource, type ResourceKind } from './ledger-line.ts';
import { readLedger } from './read-ledger.ts';

export type { Resource, ResourceKind } from './ledger-line.ts';

/** One file per run, so that what one run left is never mixed up with another. */
export function ledgerFileOf(folder: string, prefix: string): string {
  return join(folder, `ledger-${prefix}.jsonl`);
}

/**
 * What the run creates, written down and flushed to disk before the request that creates it is sent, so that a run
 * that is killed can be cleaned up after. Held in memory only when no file is given (embedded runs).
 */
export class Ledger {
  readonly file: string | null;
  readonly #fd: number | null;
  readonly #open = new Map<string, Resource>();
  readonly #sure = new Set<string>();
  #found = new Found();

  constructor(file: string | null) {
    this.file = file;
    if (file === null) this.#fd = null;
    else {
      mkdirSync(dirname(file), { recursive: true });
      this.#fd = openSync(file, 'a');
    }
  }

  /** Takes up the ledger of a run that ended early. Throws what `readLedger` throws. */
  static resume(file: string): Ledger {
    const { remaining, found, whole } = readLedger(file);
    // A line cut short by the kill would otherwise swallow the next one.
    truncateSync(file, whole);
    const ledger = new Ledger(file);
    ledger.#found = new Found(found);
    for (const resource of remaining.toReversed()) ledger.#open.set(keyOf(resource), resource);
    return ledger;
  }

  begin(run: LedgerHeader): void {
    this.#write({ event: 'run', run });
  }

  /** What is there before the run makes anything, and the ids of the tasks known by then. */
  found(resources: readonly Resource[], tasks: readonly string[]): void {
    this.#found = new Found(resources);
    this.#write({ event: 'found', resources, tasks });
  }

  wasThere(resource: Resource): boolean {
    return this.#found.has(resource);
  }

  intend(resource: Resource): void {
    if (this.wasThere(resource)) return;
    this.#open.set(keyOf(resource), resource);
    this.#write({ event: 'intended', resource });
  }

  created(resource: Resource): void {
    if (this.wasThere(resource)) return;
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

  #write(line: LedgerLine): void {
    if (this.#fd === null) return;
    writeSync(this.#fd, `${JSON.stringify(line)}\n`);
    // What is to survive a crash must be on disk before a request goes out; that something went may be lost unharmed.
    if (line.event === 'run' || line.event === 'found' || line.event === 'intended') fsyncSync(this.#fd);
  }
}
