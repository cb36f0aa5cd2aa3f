/** One answered (or still open) request. Times are milliseconds since the epoch. */
export interface LogEntry {
  readonly number: number;
  readonly method: string;
  readonly path: string;
  /** Operation of the catalogue, or null. */
  readonly operation: string | null;
  readonly startedAt: number;
  user: string | null;
  status: number | null;
  /** Code of the refusal, or null. */
  code: string | null;
  endedAt: number | null;
}

const KEPT = 100_000;

/** Every request of a service, in the order of arrival; the last hundred thousand are kept. */
export class RequestLog {
  readonly #entries: LogEntry[] = [];
  #number = 0;
  #open = 0;
  #most = 0;

  /** Requests that are being answered. */
  get open(): number {
    return this.#open;
  }

  /** The highest number of requests that were open at one moment. */
  get most(): number {
    return this.#most;
  }

  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  begin(request: Pick<LogEntry, 'method' | 'path' | 'operation' | 'startedAt'>): LogEntry {
    this.#number += 1;
    this.#open += 1;
    this.#most = Math.max(this.#most, this.#open);
    const entry: LogEntry = { number: this.#number, ...request, user: null, status: null, code: null, endedAt: null };
    this.#entries.push(entry);
    if (this.#entries.length > 2 * KEPT) this.#entries.splice(0, KEPT);
    return entry;
  }

  end(entry: LogEntry, outcome: { readonly status: number; readonly code: string | null; readonly at: number }): void {
    this.#open -= 1;
    entry.status = outcome.status;
    entry.code = outcome.code;
    entry.endedAt = outcome.at;
  }

  clear(): void {
    this.#entries.length = 0;
    this.#most = this.#open;
  }
}
