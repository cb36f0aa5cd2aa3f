/** A code that waits for the next call of an operation. */
export interface Arm {
  readonly id: number;
  /** Operation of the catalogue; `*` for any. */
  readonly operation: string;
  readonly code: string;
  /** Path parameters that the call must have, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Calls that it will still answer. */
  readonly times: number;
}

/** The armed codes, oldest first: the first that fits a call answers it. */
export class Arms {
  #arms: Arm[] = [];
  #id = 0;

  get list(): readonly Arm[] {
    return this.#arms;
  }

  add(arm: Omit<Arm, 'id'>): Arm {
    this.#id += 1;
    const added = { id: this.#id, ...arm };
    this.#arms.push(added);
    return added;
  }

  remove(id: number): boolean {
    const before = this.#arms.length;
    this.#arms = this.#arms.filter((arm) => arm.id !== id);
    return this.#arms.length < before;
  }

  clear(): void {
    this.#arms = [];
  }

  /** The code that answers this call, or null. Uses it up. */
  fire(operation: string | null, parameters: Readonly<Record<string, string>>): string | null {
    const fits = (arm: Arm): boolean =>
      (arm.operation === '*' || arm.operation === operation) &&
      Object.entries(arm.parameters).every(([name, value]) => parameters[name] === value);
    const arm = this.#arms.find(fits);
    if (arm === undefined) return null;
    this.#arms = this.#arms.flatMap((one) => {
      if (one !== arm) return [one];
      return arm.times > 1 ? [{ ...arm, times: arm.times - 1 }] : [];
    });
    return arm.code;
  }
}
