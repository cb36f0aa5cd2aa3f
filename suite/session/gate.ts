/** A counting semaphore, first come first served: bounds tasks in flight to what the target file permits. */
export class Gate {
  readonly #limit: number;
  #taken = 0;
  #highest = 0;
  readonly #queue: (() => void)[] = [];

  constructor(limit: number) {
    this.#limit = Math.max(1, limit);
  }

  /** The most places that were ever taken at once. */
  get highest(): number {
    return this.#highest;
  }

  async enter(): Promise<() => void> {
    if (this.#taken >= this.#limit) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#taken += 1;
    this.#highest = Math.max(this.#highest, this.#taken);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#queue.shift();
      if (next === undefined) this.#taken -= 1;
      else next();
    };
  }
}
