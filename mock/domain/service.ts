import { createHash } from 'node:crypto';
import { type Behaviour, DEFAULT_BEHAVIOUR } from './behaviour.ts';
import { type Clock, systemClock } from './clock.ts';
import type { World } from './model.ts';
import { conformingPolicies, type Ground, type Policies } from './policies.ts';

export interface ServiceOptions {
  /** Makes the world as it is at the start and after each reset. */
  readonly genesis: () => World;
  readonly behaviour?: Partial<Behaviour>;
  readonly policies?: Partial<Policies>;
  readonly clock?: Clock;
  /** The one version of the API that is served. */
  readonly version: string;
  /** Distinguishes the opaque ids of one service from those of another. */
  readonly seed?: number;
}

interface Pending {
  readonly at: number;
  readonly run: () => void;
}

/**
 * The state of one service and the time in it. There are no timers: whatever was to happen by now
 * happens, in order, when `settle` is called, and every request begins with that. So an effect is
 * visible from the very moment its task ends, however long nobody looked.
 */
export class Service {
  readonly version: string;
  readonly behaviour: Behaviour;
  readonly policies: Policies;
  readonly #clock: Clock;
  readonly #genesis: () => World;
  readonly #seed: number;
  #world: World;
  #pending: Pending[] = [];
  #counter = 0;

  constructor(options: ServiceOptions) {
    this.version = options.version;
    this.behaviour = { ...DEFAULT_BEHAVIOUR, ...options.behaviour };
    this.policies = { ...conformingPolicies(), ...options.policies };
    this.#clock = options.clock ?? systemClock;
    this.#genesis = options.genesis;
    this.#seed = options.seed ?? 0;
    this.#world = this.#genesis();
  }

  get world(): World {
    return this.#world;
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.#clock();
  }

  get ground(): Ground {
    return { world: this.#world, behaviour: this.behaviour, now: this.now };
  }

  /** Things still to happen. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Plans something for a moment, at the end of all that is planned for the same moment. */
  plan(at: number, run: () => void): void {
    const next = this.#pending.findIndex((other) => other.at > at);
    this.#pending.splice(next === -1 ? this.#pending.length : next, 0, { at, run });
  }

  /** Lets everything happen that is due. */
  settle(): void {
    const now = this.now;
    for (let first = this.#pending[0]; first !== undefined && first.at <= now; first = this.#pending[0]) {
      this.#pending.shift();
      first.run();
    }
  }

  /** A number never handed out before, not even before a reset. */
  nextNumber(): number {
    this.#counter += 1;
    return this.#counter;
  }

  /** An id without meaning, the same for the same seed and number. */
  opaqueId(number: number): string {
    const hex = createHash('sha256').update(`${this.#seed}/${number}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  /** Back to the beginning: what was running is forgotten with everything else. */
  reset(): void {
    this.#pending = [];
    this.#world = this.#genesis();
  }
}
