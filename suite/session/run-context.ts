import type { Catalogue } from '../catalogue/types.ts';
import type { Documents } from '../document/documents.ts';
import type { StateWords } from '../document/vm.ts';
import type { Evidence, Exchange, StageNote } from '../evidence/types.ts';
import type { Target, Transport } from '../target/types.ts';
import type { Gate } from './gate.ts';
import type { HookClient } from './hook-client.ts';
import type { Survey } from './inventory.ts';
import type { Ledger } from './ledger.ts';
import type { Names } from './names.ts';
import type { UploadForm } from './sample-image.ts';

/** What all scenarios of one run share. */
export interface RunContext {
  readonly catalogue: Catalogue;
  readonly target: Target;
  readonly documents: Documents;
  readonly transport: Transport;
  readonly taskGate: Gate;
  readonly ledger: Ledger;
  readonly names: Names;
  readonly seed: number;
  readonly evidence: EvidenceStore;
  readonly hook: HookClient | null;
  /** Known since preflight. */
  readonly organization: string;
  readonly foreignOrganization: string | null;
  /** Filled by the survey; the stage works from it. */
  survey: Survey;
  /** Words the server was seen to use for its states. */
  readonly stateWords: Map<string, ReturnType<StateWords['get']> & string>;
  /** Whether request bodies carry the namespace: the guide prints them without (reading `request-namespace`). */
  bodyNamespace: boolean;
  /** The Content-Type of request bodies in XML (reading `media-type`). */
  bodyType: string;
  /** A task stayed `unknown` for all of its budget, so that others are not waited for that long (reading `unknown-status`). */
  unknownStays: boolean;
  /** The form of upload that the server takes, as far as is known. */
  uploadForm: UploadForm;
  /** Time-outs per operation: one that hangs is not tried for ever. */
  readonly hangs: Map<string, number>;
  /** How long the last task of each type took, in milliseconds. */
  readonly taskDurations: Map<string, number>;
  /** Stops the run early (signal, lost server). */
  readonly abort: AbortSignal;
}

/** Everything observed, by scenario. */
export class EvidenceStore {
  readonly #byScenario = new Map<string, { exchanges: Exchange[]; notes: StageNote[]; actions: number }>();
  readonly all: Exchange[] = [];
  #lastSeq = 0;
  readonly #onNote: ((scenario: string, note: StageNote) => void) | undefined;

  constructor(onNote?: (scenario: string, note: StageNote) => void) {
    this.#onNote = onNote;
  }

  #entry(scenario: string): { exchanges: Exchange[]; notes: StageNote[]; actions: number } {
    let entry = this.#byScenario.get(scenario);
    if (entry === undefined) {
      entry = { exchanges: [], notes: [], actions: 0 };
      this.#byScenario.set(scenario, entry);
    }
    return entry;
  }

  /** The highest number of an exchange so far. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  add(exchange: Exchange): void {
    this.all.push(exchange);
    this.#lastSeq = Math.max(this.#lastSeq, exchange.seq);
    this.#entry(exchange.scenario).exchanges.push(exchange);
  }

  note(scenario: string, note: StageNote): void {
    this.#entry(scenario).notes.push(note);
    this.#onNote?.(scenario, note);
  }

  /** The next free action number of a scenario: `a0/…`, `a1/…`. */
  nextAction(scenario: string): number {
    const entry = this.#entry(scenario);
    entry.actions += 1;
    return entry.actions - 1;
  }

  of(scenario: string): Evidence {
    const entry = this.#entry(scenario);
    return { scenario, exchanges: entry.exchanges.toSorted((a, b) => a.seq - b.seq), notes: entry.notes };
  }

  scenarios(): readonly string[] {
    return [...this.#byScenario.keys()];
  }
}
