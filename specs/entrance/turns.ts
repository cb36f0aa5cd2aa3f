interface Waiting {
  readonly alone: boolean;
  readonly enter: () => void;
}

/** Lets many in side by side, and those who need the server for themselves one at a time; first come, first served. */
export class Turns {
  #inside = 0;
  #taken = false;
  readonly #queue: Waiting[] = [];

  /** Resolves when it is the caller's turn, to the function that ends the turn. */
  async enter(alone: boolean): Promise<() => void> {
    await new Promise<void>((enter) => {
      this.#queue.push({ alone, enter });
      this.#admit();
    });
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#inside -= 1;
      this.#taken = false;
      this.#admit();
    };
  }

  #admit(): void {
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      if (this.#taken || (next.alone && this.#inside > 0)) return;
      this.#queue.shift();
      this.#inside += 1;
      this.#taken = next.alone;
      next.enter();
    }
  }
}
