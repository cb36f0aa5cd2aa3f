import type { Resource } from './ledger-line.ts';

/** What was there before the run: whatever happens, it is not the run's to change or to remove. */
export class Found {
  readonly #exact = new Set<string>();
  readonly #anywhere = new Set<string>();

  constructor(resources: Iterable<Resource> = []) {
    for (const { kind, organization, vdc, name } of resources) {
      this.#anywhere.add(JSON.stringify([kind, organization, name]));
      this.#exact.add(JSON.stringify([kind, organization, vdc ?? null, name]));
    }
  }

  /** A resource without a VDC may be in any of them. */
  has({ kind, organization, vdc, name }: Resource): boolean {
    if (vdc === undefined) return this.#anywhere.has(JSON.stringify([kind, organization, name]));
    return this.#exact.has(JSON.stringify([kind, organization, vdc, name]));
  }
}
